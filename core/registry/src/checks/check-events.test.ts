import { expect, test } from 'vitest'
import { z } from 'zod'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import type { World } from '../model/world.ts'
import { checkEvents } from './check-events.ts'

const world = { eventOwner: () => undefined } as unknown as World
const types = { deal_won: { properties: z.strictObject({ amount: z.number().min(0, 'an amount is not negative') }) } }
const plugin = (spec: object, events: object = types) =>
  ({
    id: 'x',
    contract: { id: 'x', title: 'X', events: { deal_won: spec } },
    server: { events },
  }) as unknown as LoadedPlugin

test('an event whose example the plugin takes passes', () => {
  expect(() => checkEvents(plugin({ title: 'Deal won', example: { amount: 12 } }), world)).not.toThrow()
})

test.each([
  [{ title: ' ', example: { amount: 12 } }, types, 'it has no title'],
  [{ title: 'Deal won', example: { amount: 12 } }, {}, 'add it under events of the server door'],
  [{ title: 'Deal won', example: { amount: -1 } }, types, 'its example is refused: amount: an amount is not negative'],
  [{ title: 'Deal won', example: 12 }, types, 'its example is refused: properties: '],
  [{ title: 'Deal won' }, types, 'its example is refused: properties: '],
])('%j is refused with what is wrong', (spec, events, reason) => {
  expect(() => checkEvents(plugin(spec, events), world)).toThrow(reason)
})
