import { definePlugin, page } from '@tessera/plugin-api'
import { expect, test } from 'vitest'
import { pageAddress } from './page-address.ts'

const plugin = definePlugin({
  id: 'sales',
  title: 'Sales',
  pages: {
    deals: page({ title: 'Deals', path: 'deals/:year?' }),
    deal: page({ title: 'Deal', path: 'deal/:dealId/history' }),
    plain: page({ title: 'Plain', path: 'plain' }),
  },
})

test('a page lies at its path, with what stands for its parameters', () => {
  expect(pageAddress(plugin, 'plain', {})).toBe('/p/sales/plain')
  expect(pageAddress(plugin, 'deals', { year: '2027' })).toBe('/p/sales/deals/2027')
  expect(pageAddress(plugin, 'deals', {})).toBe('/p/sales/deals')
  expect(pageAddress(plugin, 'deal', { dealId: 'a/b 100%' })).toBe('/p/sales/deal/a%2Fb%20100%25/history')
})

test('what the address cannot be without is missed', () => {
  // @ts-expect-error -- dealId is missing
  expect(() => pageAddress(plugin, 'deal', {})).toThrow("page 'sales.deal' needs 'dealId'")
  // @ts-expect-error -- there is no such page
  expect(pageAddress(plugin, 'gone', {})).toBe('/p/sales/')
})
