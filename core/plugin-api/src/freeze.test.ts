import { expect, test } from 'vitest'
import { z } from 'zod'
import { definePlugin } from './plugin.ts'
import { freeze } from './freeze.ts'

test('freezes objects and arrays all the way down', () => {
  const value = freeze({ a: { b: [{ c: 1 }] } })
  expect(() => Object.assign(value.a.b[0] ?? {}, { c: 2 })).toThrow(TypeError)
  expect(() => value.a.b.push({ c: 2 })).toThrow(TypeError)
  expect(value).toEqual({ a: { b: [{ c: 1 }] } })
})

test('leaves functions, class instances and schemas as they are, and gives back what it got', () => {
  const run = () => 1
  const when = new Date(0)
  const schema = z.object({ n: z.number() })
  const value = { run, when, schema }
  expect(freeze(value)).toBe(value)
  expect(Object.isFrozen(run)).toBe(false)
  expect(Object.isFrozen(when)).toBe(false)
  expect(value.schema.parse({ n: 1 })).toEqual({ n: 1 })
  expect(freeze('text')).toBe('text')
  expect(freeze(null)).toBeNull()
})

test('a contract cannot be changed after it was defined', () => {
  const settings = z.object({ days: z.number().default(30) })
  const plugin = definePlugin({ id: 'sales', title: 'Sales', settings, dimensions: { kind: { title: 'Kind' } } })
  expect(() => Object.assign(plugin.dimensions.kind, { title: 'Other' })).toThrow(TypeError)
  expect(plugin.settings.parse({})).toEqual({ days: 30 })
})
