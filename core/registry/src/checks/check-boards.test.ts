import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridColumns } from '../model/ids.ts'
import { checkGrid } from './check-boards.ts'

const cards = fc.array(
  fc.record({
    panel: fc.constantFrom('p', 'q'),
    x: fc.integer({ min: -1, max: 24 }),
    y: fc.integer({ min: -1, max: 12 }),
    w: fc.integer({ min: 0, max: 9 }),
    h: fc.integer({ min: 0, max: 6 }),
  }),
  { maxLength: 5 },
)

test('a grid is accepted exactly when every card is on it and no cell belongs to two', () => {
  fc.assert(
    fc.property(cards, (placed) => {
      const taken = new Set<string>()
      const fits = placed.every(({ x, y, w, h }) => {
        if (w < 1 || h < 1) return false
        for (let column = x; column < x + w; column++) {
          for (let row = y; row < y + h; row++) {
            const cell = `${column}/${row}`
            if (column < 0 || column >= gridColumns || row < 0 || taken.has(cell)) return false
            taken.add(cell)
          }
        }
        return true
      })
      if (fits) expect(() => checkGrid('d', placed)).not.toThrow()
      else expect(() => checkGrid('d', placed)).toThrow(/leaves the grid|overlap/)
    }),
    { numRuns: 500 },
  )
})
