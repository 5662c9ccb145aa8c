import { expect, test } from 'vitest'
import { z } from 'zod'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { checkTopics } from './check-topics.ts'

const right = { title: 'A deal was won', data: z.object({ deal: z.string() }) }
const plugin = (spec: object) =>
  ({
    id: 'x',
    contract: { id: 'x', title: 'X', permissions: { see_deals: {} }, topics: { won: spec } },
  }) as unknown as LoadedPlugin

test.each([right, { ...right, needs: 'see_deals' }, { ...right, needs: 'admin' }])(
  'a topic that is whole passes',
  (spec) => expect(() => checkTopics(plugin(spec))).not.toThrow(),
)

test.each([
  [{ ...right, title: '' }, 'it has no title'],
  [{ ...right, data: { deal: 'string' } }, 'no schema of zod'],
  [{ ...right, needs: 'see_deal' }, 'see_deals'],
])('%j is refused with what is wrong', (spec, reason) => {
  expect(() => checkTopics(plugin(spec))).toThrow(reason)
})
