import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import { periodDimension } from '@tessera/plugin-api/server'
import { metricQuerySchema, type Cell, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../../src/index.ts'
import { byGroup, clockAt, clocks, places, type Clock } from '../clock-world.ts'
import { lifecycleSources, movementSources, retentionSources } from './journey-sources.ts'
import { linesFrom } from './lines-from.ts'
import { visitsFrom, type Density } from './question.ts'
import { funnelSources } from './sources.ts'
import { createWorld, fillWorld, modelOf, tenant, type World } from './world.ts'
import { runsOn } from '../runs-on.ts'

const sources = { ...retentionSources, ...lifecycleSources, ...movementSources, ...funnelSources }
const all = Object.keys(sources)
const density: Density = { users: 4, rows: [10, 50], events: ['a', 'b', 'c'], days: [-4, 10], step: 0.5 }
const context = { tenant, plugins: new Set(['x']) }

const scenario = fc.constantFrom(...places).chain(({ zone, start }) =>
  fc.record({
    zone: fc.constant(zone),
    start: fc.constant(start),
    visits: visitsFrom(start, density),
    lines: linesFrom(start),
    clock: fc.constantFrom(...clocks),
    grain: fc.constantFrom(null, 'day', 'week'),
    /** Which of all metrics are asked for. */
    from: fc.nat(),
  }),
)

const most = 14
const isSame = (a: Cell | undefined, b: Cell | undefined) =>
  Math.abs(Number(a ?? 0) - Number(b ?? 0)) <= 1e-9 * Math.max(1, Math.abs(Number(a ?? 0)))

describeServers('actors through time, by what the clock says at their rows', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = 0
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model: modelOf(sources), database, now: () => new Date(now) })
  })

  /** Whether a metric rests on rows dated by day, of which only the weekday in UTC is that of their instant. */
  const codes = async (id: string, clock: Clock) =>
    engine.explain(metricQuerySchema.parse(asked([id], clock)), context).then(
      () => 'answered',
      ({ code }: { code: string }) => code,
    )
  // why: funnels hold the provider, so it is counted otherwise than a dimension that may change along them
  const twinOf = (id: string) => (id in movementSources ? 'x.provider' : 'x.kind')
  const isMatrix = (id: string) => id.endsWith('_matrix')
  const asked = (ids: readonly string[], by: string, more: object = {}) => ({
    metrics: ids.map((id) => ({ id: `x.${id}` })),
    dimensions: [...(ids.some(isMatrix) ? [periodDimension] : []), by],
    ...more,
  })

  test('equal those by a column that says the same, and rows dated by day have no hour', async () => {
    const [, hour] = clocks
    const told = await Promise.all(all.map(async (id) => [id, await codes(id, hour)] as const))
    const instants = told.filter(([, code]) => code === 'answered').map(([id]) => id)
    expect(new Set(told.map(([, code]) => code))).toEqual(new Set(['answered', 'hour_finer_than_fact']))
    expect(instants.length).toBeGreaterThan(all.length / 2)
    const property = fc.asyncProperty(scenario, async ({ zone, start, clock, grain, from, ...rows }) => {
      now = Date.parse(`${start}T00:00:00Z`) + 6.5 * 86_400_000
      const said = (at: number) => String(clockAt(at, clock, zone))
      const world: World = {
        visits: rows.visits.map((visit) => ({ ...visit, kind: said(visit.at) })),
        lines: rows.lines.map((line) => ({ ...line, provider: said(line.start) })),
      }
      await fillWorld(database, world)
      const to = Temporal.PlainDate.from(start).add({ days: 8 }).toString()
      const time = { range: { from: start, to }, timeZone: zone, ...(grain ? { grain } : {}) }
      const begin = from % instants.length
      const picked = [...instants, ...instants].slice(begin, begin + most)
      for (const ids of Object.values(Object.groupBy(picked, (id) => `${twinOf(id)} ${isMatrix(id)}`))) {
        const [first = ''] = ids ?? []
        if (!ids) continue
        const ask = (by: string): Promise<Frame> =>
          engine.run(metricQuerySchema.parse(asked(ids, by, { time })), context)
        const [own, twin] = [byGroup(await ask(clock)), byGroup(await ask(twinOf(first)))]
        expect([...own.keys()].toSorted()).toEqual([...twin.keys()].toSorted())
        for (const [group, cells] of own) {
          for (const [index, cell] of cells.entries()) {
            const what = `${group} ${ids[index]}: ${cell} and ${twin.get(group)?.[index]}`
            expect(isSame(cell, twin.get(group)?.[index]), what).toBe(true)
          }
        }
      }
    })
    await fc.assert(property, { numRuns: runsOn(database, 12) })
  }, 240_000)
})
