import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { coreMigrations, type Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import type { Frame, MetricQuery } from '@tessera/plugin-api/wire'
import { createQueryEngine, createRollups, type QueryEngine, type Rollups } from '../../src/index.ts'
import { lifecycleSources, retentionSources } from './journey-sources.ts'
import { lifecycleValue } from './lifecycle-oracle.ts'
import { askedOf, check, day, queryOf, starts, visitsFrom, type Asked, type Checked, type Density } from './question.ts'
import { retentionValue, returns } from './retention-oracle.ts'
import { createWorld, fillWorld, modelOf, tenant, tenants, writeVisits, type Visit, type World } from './world.ts'
import { runsOn, waysRead } from '../runs-on.ts'

const sources = { ...retentionSources, ...lifecycleSources }
const model = modelOf(sources)
const named = (pattern: RegExp) => Object.keys(sources).filter((name) => pattern.test(name))
const grains = [null, 'day', 'week', 'month'] as const
const periods = [0, 1, 2, 3, 4]
/** Rows of few actors, many on a day and some at one time, so that what is first and last in a bucket decides. */
const dense: Density = { users: 3, rows: [40, 160], events: ['a', 'b', 'c'], days: [-4, 9], step: 6 }
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'] as const

describeServers('actors through time, from rollups by entity', (open) => {
  let database: Database
  let engine: QueryEngine
  let rollups: Rollups
  let now = 0
  beforeAll(async () => {
    database = await open()
    await database.migrate('core', coreMigrations)
    await createWorld(database)
    const metrics = Object.keys(sources).flatMap((name) => model.metric(`x.${name}`) ?? [])
    rollups = createRollups({ database, metrics, schemaOf: () => 'journey' })
    expect(await rollups.prepare()).toEqual([])
    engine = createQueryEngine({ model, database, rollups: rollups.definitions, now: () => new Date(now) })
  })

  interface Step {
    readonly q: Asked
    /** What happens before the question: rows deleted and written again, and a refresh. */
    readonly stir: 'nothing' | 'change' | 'refresh'
    readonly nth: number
  }

  interface Told {
    readonly asked: fc.Arbitrary<Asked>
    readonly value: (world: World, metric: string, question: Parameters<Checked['expected']>[1]) => number | null
    readonly exact: boolean
  }

  const answer = (query: MetricQuery, mode: 'auto' | 'off'): Promise<Frame> =>
    engine.run(query, { tenant, plugins: new Set(['x']), rollups: mode })

  /** Asks while rows change under the rollups: every answer is that of the rows and that of the oracle. */
  async function holds({ asked, value, exact }: Told): Promise<ReadonlyMap<string, number>> {
    const stir = fc.constantFrom<Step['stir']>('nothing', 'nothing', 'change', 'refresh')
    const scenario = fc.constantFrom(...starts).chain((start) =>
      fc.record({
        start: fc.constant(start),
        visits: visitsFrom(start, dense),
        late: visitsFrom(start, { ...dense, rows: [1, 12] }),
        clock: fc.constantFrom(5.5, 9, 30),
        timeZone: fc.constantFrom(...zones),
        steps: fc.array(fc.record({ q: asked, stir, nth: fc.nat(6) }), { minLength: 8, maxLength: 8 }),
      }),
    )
    const read = new Map<string, number>()
    const property = fc.asyncProperty(scenario, async ({ start, visits, late, clock, timeZone, steps }) => {
      now = Date.parse(`${start}T00:00:00Z`) + clock * day
      let there: readonly Visit[] = visits
      await fillWorld(database, { visits, lines: [] })
      for (const id of tenants) {
        await rollups.rebuild({ id, timeZone })
        await rollups.refresh({ id, timeZone })
      }
      const coming = late.map((visit, n) => ({ ...visit, id: visit.id.replace(/^0/, n % 2 === 0 ? 'f' : '1') }))
      for (const { q, stir: how, nth } of steps) {
        for (const [index, id] of tenants.entries()) {
          if (how === 'refresh') await rollups.refresh({ id, timeZone })
          if (how !== 'change') continue
          const own = (rows: readonly Visit[]) => rows.filter((row, n) => row.tenant === index && n % 7 === nth)
          const gone = own(there)
          // why: some come back as they were, others come anew
          const come = [...gone.filter((_, n) => n % 2 === 0), ...own(coming.filter((row) => !there.includes(row)))]
          await writeVisits(database, id, { gone, come })
          there = [...there.filter((row) => !gone.includes(row)), ...come]
        }
        const query = queryOf(q, start)
        const frame = await answer(query, 'auto')
        const plain = await answer(query, 'off')
        expect({ rows: frame.rows, query }).toEqual({ rows: plain.rows, query })
        check(
          frame,
          { visits: there, lines: [] },
          {
            q,
            start,
            now,
            periods,
            exact: () => exact,
            expected: (...asking) => value({ visits: there, lines: [] }, ...asking),
          },
        )
        if (frame.meta.sources.every(({ kind }) => kind === 'rollup')) {
          const { sql } = await engine.explain(query, { tenant, plugins: new Set(['x']) })
          expect(sql).not.toContain('"journey"."visits"')
        }
        for (const { kind } of frame.meta.sources) read.set(kind, (read.get(kind) ?? 0) + 1)
      }
      for (const id of tenants) {
        await rollups.refresh({ id, timeZone })
        const different = (await rollups.check({ id, timeZone }, { last: 400 })).filter((each) => each.different > 0)
        expect(different).toEqual([])
      }
    })
    await fc.assert(property, { numRuns: runsOn(database, 9) })
    return read
  }

  const known = (metric: string, n: number) => {
    const { periods: last = 0, brackets } = returns[metric.split('_')[0] ?? ''] ?? {}
    return n <= (brackets ? brackets.length - 1 : last)
  }

  test('retention of one period, of every mode and unit', async () => {
    const asked = askedOf(named(/_at/), [[], ['x.provider'], ['x.kind', 'x.provider']], grains)
    const read = await holds({ asked, value: retentionValue, exact: true })
    expect([...read.keys()]).toEqual(expect.arrayContaining([...waysRead(database)]))
  }, 240_000)

  test('retention by period', async () => {
    const by = [['core.period'], ['core.period', 'x.provider'], ['x.kind', 'core.period']]
    const read = await holds({
      asked: askedOf(named(/_matrix/), by, grains),
      value: (world, metric, question) =>
        known(metric, Number(question.group['core.period'])) ? retentionValue(world, metric, question) : null,
      exact: true,
    })
    expect([...read.keys()]).toEqual(expect.arrayContaining([...waysRead(database)]))
  }, 240_000)

  test('lifecycle', async () => {
    const asked = askedOf(named(/_(?:new|returning|resurrected|churned)$/), [[], ['x.provider'], ['x.kind']], grains)
    const read = await holds({ asked, value: lifecycleValue, exact: false })
    expect([...read.keys()]).toEqual(expect.arrayContaining([...waysRead(database)]))
  }, 240_000)
})
