import { expect, test } from 'vitest'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { checkWebhooks } from './check-webhooks.ts'

const nothing = async (): Promise<null> => null
const whole = { verify: nothing, handle: nothing }
const plugin = (spec: object, handlers: object = { shop: whole }) =>
  ({
    id: 'x',
    contract: { id: 'x', title: 'X', webhooks: { shop: spec } },
    server: { webhooks: handlers },
  }) as unknown as LoadedPlugin

test('a webhook that is whole passes', () => {
  expect(() => checkWebhooks(plugin({ title: 'Shop', maxKilobytes: 4096 }))).not.toThrow()
})

test.each([
  [{ title: '' }, undefined, 'it has no title'],
  [{ title: 'Shop', maxKilobytes: 0 }, undefined, 'maxKilobytes'],
  [{ title: 'Shop', maxKilobytes: 5000 }, undefined, 'maxKilobytes'],
  [{ title: 'Shop' }, {}, 'nobody verifies and handles it'],
  [{ title: 'Shop' }, { shop: { verify: nothing } }, 'nobody verifies and handles it'],
  [{ title: 'Shop' }, { shop: whole, shp: whole }, 'it is not in the contract'],
])('%j is refused with what is wrong', (spec, handlers, reason) => {
  expect(() => checkWebhooks(plugin(spec, handlers))).toThrow(reason)
})
