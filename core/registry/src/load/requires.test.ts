import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startOrder } from './requires.ts'

const ids = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const graphs = fc.record(
  Object.fromEntries(ids.map((id) => [id, fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 })])),
)

const contractsOf = (graph: Record<string, readonly string[]>) =>
  new Map(
    Object.entries(graph).map(([id, requires]) => [
      id,
      { id, title: id, requires: Object.fromEntries(requires.map((other) => [other, '*'])) },
    ]),
  )

/** Ids from which `start` can be reached by one step or more. */
function reaches(graph: Record<string, readonly string[]>, start: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const visit = (id: string) => {
    for (const next of graph[id] ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      visit(next)
    }
  }
  visit(start)
  return seen
}

test('every plugin is in the order once, after all it requires unless they form a circle', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { order, cycles } = startOrder(contractsOf(graph))
      expect(order.toSorted()).toEqual([...ids])
      const circular = ids.filter((id) => reaches(graph, id).has(id))
      expect(cycles.length > 0).toBe(circular.length > 0)
      for (const [id, requires] of Object.entries(graph)) {
        if (circular.length > 0) break
        for (const other of requires) expect(order.indexOf(other)).toBeLessThan(order.indexOf(id))
      }
    }),
  )
})

test('every circle printed is one: each of its plugins requires the next', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      for (const cycle of startOrder(contractsOf(graph)).cycles) {
        expect(cycle[0]).toBe(cycle.at(-1))
        cycle.slice(1).forEach((id, index) => expect(graph[cycle[index] ?? '']).toContain(id))
      }
    }),
  )
})

const mixed = fc.record(
  Object.fromEntries(
    ids.map((id) => [id, fc.dictionary(fc.constantFrom(...ids), fc.boolean(), { maxKeys: 3, noNullPrototype: true })]),
  ),
)

test('wishes never make a circle, nor put a plugin before one it needs', () => {
  fc.assert(
    fc.property(mixed, (graph) => {
      const hard = Object.fromEntries(
        Object.entries(graph).map(([id, asks]) => [id, Object.keys(asks).filter((other) => asks[other] === false)]),
      )
      const contracts = new Map(
        Object.entries(graph).map(([id, asks]) => [
          id,
          {
            id,
            title: id,
            requires: Object.fromEntries(
              Object.entries(asks).map(([other, optional]) => [other, { version: '*', optional }]),
            ),
          },
        ]),
      )
      const { order, cycles } = startOrder(contracts)
      expect(order.toSorted()).toEqual([...ids])
      const circular = ids.filter((id) => reaches(hard, id).has(id))
      expect(cycles.length > 0).toBe(circular.length > 0)
      if (circular.length > 0) return
      for (const [id, needed] of Object.entries(hard))
        for (const other of needed) expect(order.indexOf(other)).toBeLessThan(order.indexOf(id))
    }),
  )
})
