import fc from 'fast-check'
import { expect, test } from 'vitest'
import { depthCounter, parseShallow } from './json-depth.ts'

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

test('JSON passes exactly when it nests no deeper than it may, however it is cut into pieces', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), fc.integer({ min: 1, max: 7 }), (value, levels, size) => {
      const bytes = Buffer.from(JSON.stringify(value))
      const read = () => {
        const take = depthCounter(levels)
        for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size))
      }
      if (depthOf(value) > levels) expect(read).toThrow(/deeper than/)
      else expect(read).not.toThrow()
    }),
  )
})

test.each([
  ['"[[[[["', 0],
  [String.raw`"\"[[[[["`, 0],
  [String.raw`"\\"`, 0],
  [String.raw`["\\",[]]`, 2],
  ['{"[":{"{":[]}}', 3],
])('%s nests %i levels', (text, levels) => {
  expect(() => parseShallow(text, levels)).not.toThrow()
  if (levels > 0) expect(() => parseShallow(text, levels - 1)).toThrow(/deeper than/)
})

test('fifteen megabytes of opening brackets are refused at the first that is too many', () => {
  const take = depthCounter(100)
  take(Buffer.alloc(100, '['))
  expect(() => take(Buffer.alloc(1, '['))).toThrow(/deeper than 100 levels/)
})
