import { trpc } from '@tessera/plugin-api/server'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { assertKnownFields } from './unknown-fields.ts'

const row = z.object({ id: z.string(), notes: z.record(z.string(), z.json()).optional() })
const input = z.object({
  from: z.string().optional(),
  until: z.string().optional(),
  rows: z.array(row).default([]),
  range: z.union([z.object({ last: z.int() }), z.strictObject({ first: z.int() })]).optional(),
  more: z.looseObject({ a: z.int() }).nullish(),
  ticketId: z.string(),
})
const procedure = trpc.procedure.input(input).query(() => null)
const refusal = (value: unknown, of: Parameters<typeof assertKnownFields>[0] = procedure) => {
  try {
    assertKnownFields(of, value, ['ticketId'])
    return null
  } catch (error) {
    return (error as Error).message
  }
}

test.each([
  [{ ticketId: 'a', form: '2026' }, 'form: is not known; write one of: from, more, range, rows, until'],
  [{ rows: [{ id: 'a' }, { id: 'b', note: 1 }] }, 'rows.1.note: is not known; write one of: id, notes'],
  [{ __proto__x: 1 }, '__proto__x: is not known; write one of: from, more, range, rows, until'],
])('%j holds a field that nothing knows', (value, reason) => {
  expect(refusal(value)).toBe(`the input is not valid: ${reason}`)
})

test.each([
  { from: 'a', until: 1 },
  { rows: [{ id: 'a', notes: { any: { thing: 1 } } }, null, 7] },
  { range: { last: 1, first: 2 } },
  { more: { b: 1 } },
  { rows: { a: 1 } },
  null,
  'text',
  [],
])('%j holds none', (value) => {
  expect(refusal(value)).toBe(null)
})

test('fields of all inputs are known, and none where nothing is asked for', () => {
  const both = trpc.procedure
    .input(z.object({ a: z.int() }))
    .input(z.object({ b: z.int() }))
    .query(() => null)
  expect(refusal({ a: 1, b: 2 }, both)).toBe(null)
  expect(refusal({ c: 1 }, both)).toBe('the input is not valid: c: is not known; write one of: a, b')
  const nothing = trpc.procedure.query(() => null)
  expect(refusal({ tenant: 'a' }, nothing)).toBe('the input is not valid: tenant: nothing is taken here; leave it out')
})
