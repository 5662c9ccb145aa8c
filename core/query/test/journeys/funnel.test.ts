import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import type { Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryContext, type QueryEngine } from '../../src/index.ts'
import { funnelValue, paths } from './funnel-oracle.ts'
import { askedOf, check, day, queryOf, starts, visitsFrom, type Asked, type Density } from './question.ts'
import { funnelSources } from './sources.ts'
import { createWorld, fillWorld, modelOf, tenant } from './world.ts'
import { runsOn } from '../runs-on.ts'

const dense: Density = { users: 3, rows: [15, 45], events: ['a', 'b', 'c'], days: [0, 7], step: 4 }
const tied: Density = { users: 1, rows: [8, 22], events: ['a', 'b', 'c'], days: [0, 4], step: 12 }
const dimensions = [[], [], ['x.provider'], ['x.kind'], ['x.kind', 'x.provider']]
const asked: fc.Arbitrary<Asked> = fc.constantFrom(...Object.keys(paths)).chain((name) =>
  askedOf(
    Object.keys(funnelSources).filter((metric) => metric.startsWith(`${name}_`)),
    dimensions,
    [null, 'day', 'week'],
  ),
)

const context: QueryContext = { tenant, plugins: new Set(['x']), personal: true }

describeServers('funnels equal every chain tried one by one', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = 0
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model: modelOf(funnelSources), database, now: () => new Date(now) })
  })

  /** As many rows stand behind a counted cell as it says. */
  async function rowsHold(q: Asked, start: string, frame: Frame): Promise<void> {
    const place = (name: string) => frame.columns.findIndex((c) => c.name === name)
    const [row] = frame.rows
    for (const metric of q.metrics.filter((name) => /_(s|e|t|open)/.test(name))) {
      if (!row) return
      const at = {
        metric: `x.${metric}`,
        dimensions: Object.fromEntries(q.dimensions.map((id) => [id, row[place(id)] ?? null])),
        ...(q.grain ? { bucket: row[place('time')] as string } : {}),
      }
      const { total } = await engine.rows({ query: queryOf(q, start), at }, context)
      if (metric.includes('_t')) expect(total > 0, metric).toBe(row[place(at.metric)] !== null)
      else expect(total, metric).toBe(Number(row[place(at.metric)] ?? 0))
    }
  }

  test.each([
    ['dense', dense],
    ['tied', tied],
  ] as const)(
    'windows, exclusions, entries, times and breakdowns over %s rows',
    async (_, density) => {
      const scenario = fc.constantFrom(...starts).chain((start) =>
        fc.record({
          start: fc.constant(start),
          world: fc.record({ visits: visitsFrom(start, density), lines: fc.constant([]) }),
          asking: fc.array(asked, { minLength: 8, maxLength: 8 }),
        }),
      )
      const property = fc.asyncProperty(scenario, async ({ start, world, asking }) => {
        now = Date.parse(`${start}T00:00:00Z`) + 4 * day + day / 2
        await fillWorld(database, world)
        for (const q of asking) {
          const frame = await engine.run(queryOf(q, start), context)
          check(frame, world, {
            q,
            start,
            now,
            expected: (metric, question) => funnelValue(world, metric, question),
            exact: (metric) => /_[tq]/.test(metric),
          })
          await rowsHold(q, start, frame)
        }
      })
      await fc.assert(property, { numRuns: runsOn(database, 18) })
    },
    240_000,
  )
})
