import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import type { Cell, CellAddress, MetricQuery, RowsAnswer } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryContext, type QueryEngine } from '../../src/index.ts'
import { lifecycleSources, movementSources, retentionSources } from './journey-sources.ts'
import { lived } from './lifecycle-oracle.ts'
import { linesFrom } from './lines-from.ts'
import { moved } from './movements-oracle.ts'
import {
  askedOf,
  cellsOf,
  close,
  day,
  queryOf,
  starts,
  valueIn,
  visitsFrom,
  type Asked,
  type AskedCell,
  type Density,
} from './question.ts'
import { retained, returns } from './retention-oracle.ts'
import { createWorld, fillWorld, modelOf, tenant, type World } from './world.ts'
import { runsOn } from '../runs-on.ts'

const sources = { ...retentionSources, ...lifecycleSources, ...movementSources }
const context: QueryContext = { tenant, plugins: new Set(['x']), personal: true }
const sparse: Density = { users: 6, rows: [10, 60], events: ['a', 'b', 'c'], days: [-4, 12], step: 6 }
const visits = (start: string): fc.Arbitrary<World> =>
  fc.record({ visits: visitsFrom(start, sparse), lines: fc.constant([]) })
const lines = (start: string): fc.Arbitrary<World> => fc.record({ visits: fc.constant([]), lines: linesFrom(start) })

const own = [[], ['x.provider'], ['x.kind', 'x.provider']]
const byPeriod = [['core.period'], ['core.period', 'x.provider'], ['x.kind', 'core.period']]
const grains = [null, 'day', 'week', 'month'] as const
const named = (made: object, pattern: RegExp) => Object.keys(made).filter((name) => pattern.test(name))

/** A row behind a number: whose it is, when, and what else it tells, times in epoch milliseconds. */
type Behind = readonly (string | number | null)[]

/** Parts to ask for, each with the rows the oracle finds behind it. */
type Parts = Readonly<Record<string, (world: World, metric: string, cell: AskedCell) => Behind[]>>

/** What the number must be, from the rows of its parts alone. */
type FromRows = (metric: string, parts: Readonly<Record<string, readonly Behind[]>>) => number | null

describeServers('the rows behind actors through time', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = 0
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model: modelOf(sources), database, now: () => new Date(now) })
  })

  const plain = (value: Cell, type: string): string | number | null => {
    if (value === null || typeof value === 'boolean') return null
    if (type === 'instant') return Temporal.Instant.from(String(value)).epochMilliseconds
    return type === 'date' ? Date.parse(String(value)) : value
  }

  /** All pages of a number's rows: key, time, value and details of each. */
  async function rowsOf(query: MetricQuery, at: CellAddress): Promise<Behind[]> {
    const pages: RowsAnswer[] = []
    do {
      const cursor = pages.at(-1)?.nextCursor
      pages.push(await engine.rows({ query, at, limit: 2, ...(cursor ? { cursor } : {}) }, context))
    } while (pages.at(-1)?.nextCursor)
    const rows = pages.flatMap((page) => {
      const places = ['key', 'time', 'value', 'detail'].flatMap((role) =>
        page.columns.flatMap((column, index) => (column.role === role ? [{ index, type: column.type }] : [])),
      )
      return page.rows.map((row) => places.map(({ index, type }) => plain(row[index] ?? null, type)))
    })
    for (const page of pages) expect(page.total).toBe(rows.length)
    const times = rows.map(([, time]) => Number(time))
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(new Set(rows.map(([key]) => key)).size).toBe(rows.length)
    return rows
  }

  interface Told {
    readonly asked: fc.Arbitrary<Asked>
    readonly worldOf: (start: string) => fc.Arbitrary<World>
    readonly parts: Parts
    readonly number: FromRows
    readonly periods?: readonly number[]
  }

  /** Asks for cells of an answer, and for totals over what the address leaves out, that a smaller question answers. */
  async function holds({ asked, worldOf, parts, number, periods = [] }: Told): Promise<void> {
    const scenario = fc.constantFrom(...starts).chain((start) =>
      fc.record({
        start: fc.constant(start),
        world: worldOf(start),
        clock: fc.constantFrom(5.5, 9, 30),
        asking: fc.array(fc.record({ q: asked, overTime: fc.nat(3), overGroups: fc.nat(3) }), {
          minLength: 4,
          maxLength: 4,
        }),
      }),
    )
    const property = fc.asyncProperty(scenario, async ({ start, world, clock, asking }) => {
      now = Date.parse(`${start}T00:00:00Z`) + clock * day
      await fillWorld(database, world)
      for (const { q, overTime, overGroups } of asking) {
        const query = queryOf(q, start)
        const kept = overGroups === 0 ? q.dimensions.filter((id) => id === 'core.period') : q.dimensions
        const smaller: Asked = { ...q, dimensions: kept, grain: overTime === 0 ? null : q.grain }
        const frame = await engine.run(queryOf(smaller, start), context)
        const cells = cellsOf(world, { q: smaller, start, now, periods })
        const [metric = ''] = q.metrics
        const full = cells.filter((cell) => valueIn(frame, smaller, cell, metric))
        const some = [...full.slice(0, 4), ...full.slice(-2), ...cells.slice(0, 2), ...cells.slice(-1)]
        for (const cell of some) {
          const at: CellAddress = {
            metric: `x.${metric}`,
            dimensions: cell.group,
            ...(smaller.grain === null ? {} : { bucket: cell.bucket }),
            ...(cell.key === '' ? {} : { comparison: cell.key }),
          }
          const found: Record<string, Behind[]> = {}
          for (const [part, expected] of Object.entries(parts)) {
            const rows = await rowsOf(query, { ...at, ...(part === '' ? {} : { part }) })
            const byKey = (all: readonly Behind[]) => all.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
            expect(byKey(rows), JSON.stringify({ at, part })).toEqual(byKey(expected(world, metric, cell)))
            found[part] = rows
          }
          const value = valueIn(frame, smaller, cell, metric)
          expect(close(value ?? 0, number(metric, found) ?? 0), JSON.stringify({ at, value })).toBe(true)
        }
      }
    })
    await fc.assert(property, { numRuns: runsOn(database, 12) })
  }

  const known = (metric: string, { question }: AskedCell) => {
    const { periods: last = 0, brackets } = returns[metric.split('_')[0] ?? ''] ?? {}
    return Number(question.group['core.period'] ?? 0) <= (brackets ? brackets.length - 1 : last)
  }
  const cohort = (world: World, metric: string, cell: AskedCell) =>
    known(metric, cell) ? retained(world, metric, cell.question) : []
  const ofRetention: Parts = {
    numerator: (world, metric, cell) =>
      cohort(world, metric, cell).flatMap(({ user, first, back }) => (back ? [[user, first.at, back.at]] : [])),
    denominator: (world, metric, cell) => cohort(world, metric, cell).map(({ user, first }) => [user, first.at]),
  }
  const share: FromRows = (_, { numerator = [], denominator = [] }) =>
    denominator.length === 0 ? null : numerator.length / denominator.length

  test('of a retention are its cohort, and those who came back, with start and return', async () => {
    // why: where a cohort begins within the range, every bucket depends on those before it
    const ranged = askedOf(named(retentionSources, /^(?:ranged|weekly)_at/), own, ['day', 'week'])
    const asked = fc.oneof(askedOf(named(retentionSources, /_at/), own, grains), ranged)
    await holds({ asked, worldOf: visits, parts: ofRetention, number: share })
  }, 240_000)

  test('of a cell of a matrix are those of its period', async () => {
    const asked = askedOf(named(retentionSources, /_matrix/), byPeriod, grains)
    await holds({ asked, worldOf: visits, parts: ofRetention, number: share, periods: [0, 1, 2, 3, 4] })
  }, 240_000)

  test('of a lifecycle are its actors, with what they did first in the bucket and last before', async () => {
    const asked = askedOf(named(lifecycleSources, /_(?:new|returning|resurrected|churned)$/), own, grains)
    const parts: Parts = {
      '': (world, metric, { question }) =>
        lived(world, metric, question).map(({ user, at, seen }) =>
          /returning|resurrected/.test(metric) ? [user, at, seen] : [user, at],
        ),
    }
    await holds({ asked, worldOf: visits, parts, number: (_, { '': rows = [] }) => rows.length })
  }, 240_000)

  test('of a movement are its entities, with their value at both ends, and add up', async () => {
    const asked = askedOf(named(movementSources, /^(?:lines|terms)_/), [[], ['x.provider']], grains)
    const parts: Parts = {
      '': (world, metric, { question }) =>
        (moved(world, metric, question) ?? [])
          .filter(({ amount }) => (metric.endsWith('_entities') ? amount > 0 : amount !== 0))
          .map(({ account, changed, amount, opening, closing }) => {
            return [account, changed, amount, opening, closing, closing - opening]
          }),
    }
    const number: FromRows = (metric, { '': rows = [] }) =>
      metric.endsWith('_entities') ? rows.length : rows.reduce((sum, row) => sum + Number(row[2]), 0)
    await holds({ asked, worldOf: lines, parts, number })
  }, 240_000)
})
