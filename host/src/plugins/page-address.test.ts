import { expect, test } from 'vitest'
import { stepsBelow } from './page-address.ts'

test.each([
  ['/p/sales/deals', ['deals']],
  ['/p/sales/deals/', ['deals']],
  ['/p/sales/deals/a%2Fb', ['deals', 'a/b']],
  ['/p/sales/deals/100%', ['deals', '100%']],
  ['/p/sales', ['']],
])('%s', (pathname, steps) => {
  expect(stepsBelow(pathname, 'sales')).toEqual(steps)
})
