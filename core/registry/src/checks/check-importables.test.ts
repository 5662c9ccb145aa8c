import { expect, test } from 'vitest'
import { z } from 'zod'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { checkImportables } from './check-importables.ts'

const right = { title: 'Deals', key: ['id'], columns: z.object({ id: z.string(), day: z.iso.date().nullish() }) }
const plugin = (deals: object) =>
  ({ id: 'x', contract: { id: 'x', title: 'X', tables: { deals } }, server: null }) as unknown as LoadedPlugin

test('a table that is whole passes', () => {
  const more = z.object({
    id: z.int(),
    at: z.iso.datetime({ offset: true }).optional(),
    kind: z.enum(['a', 'b']).default('a'),
    one: z.literal('one').nullable(),
    rate: z.number().readonly(),
    is: z.boolean(),
    other: z.uuid(),
  })
  expect(() => checkImportables(plugin({ ...right, columns: more, needs: 'records:read' }))).not.toThrow()
})

test.each([
  [{ ...right, title: '' }, 'it has no title'],
  [{ ...right, columns: { id: z.string() } }, 'no schema of zod'],
  [{ ...right, key: [] }, 'it has no key'],
  [{ ...right, key: ['ids'] }, "'ids' is not among its columns"],
  [{ ...right, key: ['id', 'id'] }, 'names a column twice'],
  [{ ...right, key: ['day'] }, "key column 'day' may be left out"],
  [{ ...right, columns: z.object({ id: z.number() }) }, 'a number with decimals'],
  [{ ...right, columns: z.object({ id: z.string(), Day: z.string() }) }, 'snake_case'],
  [{ ...right, columns: z.object({ id: z.string(), tenant_id: z.uuid() }) }, 'the host writes'],
  [{ ...right, columns: z.object({ id: z.string(), constructor: z.string() }) }, 'every object of JavaScript has'],
  [{ ...right, columns: z.object({ id: z.string(), at: z.date() }) }, "'at' holds no plain value"],
  [{ ...right, columns: z.object({ id: z.string(), at: z.iso.datetime({ local: true }) }) }, 'no plain value'],
  [{ ...right, columns: z.object({ id: z.string(), tags: z.array(z.string()) }) }, 'no plain value'],
  [{ ...right, columns: z.object({ id: z.string(), n: z.literal(1) }) }, 'no plain value'],
  [{ ...right, columns: z.object({ id: z.string().transform(Number) }) }, 'no plain value'],
  [{ ...right, needs: 'record:write' }, "write 'records:write'"],
])('%j is refused with what is wrong', (spec, reason) => {
  expect(() => checkImportables(plugin(spec))).toThrow(reason)
})
