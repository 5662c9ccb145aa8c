import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import type { Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../../src/index.ts'
import { lifecycleSources, movementParts, movementSources, retentionSources } from './journey-sources.ts'
import { lifecycleValue } from './lifecycle-oracle.ts'
import { linesFrom } from './lines-from.ts'
import { movementValue } from './movements-oracle.ts'
import { askedOf, check, day, queryOf, starts, visitsFrom, type Asked, type Checked, type Density } from './question.ts'
import { retentionValue, returns } from './retention-oracle.ts'
import { createWorld, fillWorld, modelOf, tenant, type World } from './world.ts'
import { runsOn } from '../runs-on.ts'

const sources = { ...retentionSources, ...lifecycleSources, ...movementSources }
const sparse: Density = { users: 6, rows: [10, 60], events: ['a', 'b', 'c'], days: [-4, 12], step: 6 }
const visits = (start: string): fc.Arbitrary<World> =>
  fc.record({ visits: visitsFrom(start, sparse), lines: fc.constant([]) })
const lines = (start: string): fc.Arbitrary<World> => fc.record({ visits: fc.constant([]), lines: linesFrom(start) })

const own = [[], [], ['x.provider'], ['x.kind', 'x.provider']]
const grains = [null, 'day', 'week', 'month'] as const
const named = (made: object, pattern: RegExp) => Object.keys(made).filter((name) => pattern.test(name))
const atPeriods = askedOf(named(retentionSources, /_at/), own, grains)
const matrices = askedOf(
  named(retentionSources, /_matrix/),
  [['core.period'], ['core.period', 'x.provider'], ['x.kind', 'core.period']],
  grains,
)
const lives = askedOf(named(lifecycleSources, /./), own, grains)
const moves = askedOf(named(movementSources, /^(lines|terms)_/), [[], ['x.provider']], grains)
const periods = [0, 1, 2, 3, 4]

describeDatabases('actors through time equal a computation one by one', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = 0
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model: modelOf(sources), database, now: () => new Date(now) })
  })

  interface Told extends Pick<Checked, 'exact'> {
    readonly value: (world: World, metric: string, question: Parameters<Checked['expected']>[1]) => number | null
    readonly asked: fc.Arbitrary<Asked>
    readonly worldOf: (start: string) => fc.Arbitrary<World>
    /** Further conditions on an answer. */
    readonly also?: (frame: Frame, q: Asked) => void
  }

  async function holds({ asked, worldOf, value, exact, also }: Told): Promise<void> {
    const scenario = fc.constantFrom(...starts).chain((start) =>
      fc.record({
        start: fc.constant(start),
        world: worldOf(start),
        clock: fc.constantFrom(5.5, 9, 30),
        asking: fc.array(asked, { minLength: 8, maxLength: 8 }),
      }),
    )
    const property = fc.asyncProperty(scenario, async ({ start, world, clock, asking }) => {
      now = Date.parse(`${start}T00:00:00Z`) + clock * day
      await fillWorld(database, world)
      for (const q of asking) {
        const frame = await engine.run(queryOf(q, start), { tenant, plugins: new Set(['x']) })
        const expected: Checked['expected'] = (metric, question) => value(world, metric, question)
        check(frame, world, { q, start, now, periods, expected, exact })
        also?.(frame, q)
      }
    })
    await fc.assert(property, { numRuns: runsOn(database, 18) })
  }

  test('retention of one period, of every mode and unit', async () => {
    await holds({ asked: atPeriods, worldOf: visits, value: retentionValue, exact: () => true })
  }, 240_000)

  test('retention by period', async () => {
    const value: Told['value'] = (world, metric, question) => {
      const { periods: last = 0, brackets } = returns[metric.split('_')[0] ?? ''] ?? {}
      const known = Number(question.group['core.period']) <= (brackets ? brackets.length - 1 : last)
      return known ? retentionValue(world, metric, question) : null
    }
    await holds({ asked: matrices, worldOf: visits, value, exact: () => true })
  }, 240_000)

  test('lifecycle', async () => {
    await holds({ asked: lives, worldOf: visits, value: lifecycleValue, exact: () => false })
  }, 240_000)

  test('active is new, returning and resurrected; of those active before, some return and some are lost', async () => {
    const metrics = ['new', 'returning', 'resurrected', 'churned', 'active'].map((part) => `visits_${part}`)
    const also = (frame: Frame, { dimensions }: Asked) => {
      const at = (row: Frame['rows'][number] | undefined, name: string) =>
        (row?.[frame.columns.findIndex((c) => c.name === `x.visits_${name}`)] ?? null) as number | null
      const groupOf = (row: Frame['rows'][number]) => JSON.stringify(row.slice(1, 1 + dimensions.length))
      for (const [index, row] of frame.rows.entries()) {
        const sum = ['new', 'returning', 'resurrected'].reduce((total, name) => total + (at(row, name) ?? 0), 0)
        expect(sum).toBe(at(row, 'active') ?? 0)
        const earlier = frame.rows.slice(0, index).findLast((r) => groupOf(r) === groupOf(row))
        if (!earlier || at(row, 'churned') === null) continue
        expect((at(row, 'returning') ?? 0) + (at(row, 'churned') ?? 0)).toBe(at(earlier, 'active') ?? 0)
      }
    }
    const asked = lives.map((q): Asked => ({ ...q, metrics, grain: 'day', compare: 'none', days: 7 }))
    await holds({ asked, worldOf: visits, value: lifecycleValue, exact: () => false, also })
  }, 240_000)

  test('movements', async () => {
    await holds({ asked: moves, worldOf: lines, value: movementValue, exact: () => false })
  }, 240_000)

  test('what opens and what moves is what closes, and what closes is the snapshot', async () => {
    const metrics = [...movementParts.map((part) => `lines_${part}`), 'open']
    const also = (frame: Frame) => {
      for (const row of frame.rows) {
        const at = (name: string) => Number(row[frame.columns.findIndex((c) => c.name === `x.${name}`)] ?? 0)
        const gained = at('lines_new') + at('lines_reactivated') + at('lines_expansion')
        const lost = at('lines_contraction') + at('lines_churned')
        expect(at('lines_opening') + gained - lost).toBeCloseTo(at('lines_closing'), 6)
        expect(at('lines_closing')).toBeCloseTo(at('open'), 6)
      }
    }
    const asked = moves.map((q): Asked => ({ ...q, metrics }))
    const value: Told['value'] = (world, metric, question) =>
      movementValue(world, metric === 'open' ? 'lines_closing' : metric, question)
    await holds({ asked, worldOf: lines, value, exact: () => false, also })
  }, 240_000)
})
