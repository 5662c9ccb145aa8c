import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsOf } from '../src/parts-of.ts'

test('parts hold all rows in their order, within their bounds unless a row is too large alone', () => {
  const rows = fc.array(fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 30 }) }))
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 200 }), (given, most, bytes) => {
      const parts = [...partsOf(given, { rows: most, bytes })]
      const read = parts.map(({ json }) => JSON.parse(`[${json}]`) as object[])
      expect(read.flat()).toEqual(given)
      let start = 0
      for (const [place, part] of parts.entries()) {
        expect([part.start, part.count]).toEqual([start, read[place]?.length])
        expect(part.count === 1 || Buffer.byteLength(part.json) <= bytes).toBe(true)
        expect(part.count).toBeLessThanOrEqual(most)
        start += part.count
      }
    }),
  )
})
