import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import { conversions, funnel, type MetricSource } from '@tessera/plugin-api/server'
import { createQueryEngine, type QueryEngine } from '../../src/index.ts'
import { lifecycleSources, retentionSources } from './journey-sources.ts'
import { askedOf, day, queryOf, rowId, starts, userId, visitsFrom, type Density } from './question.ts'
import { funnelSources } from './sources.ts'
import { createWorld, facts, fillWorld, isEvent, isKind, modelOf, tenant, type Visit } from './world.ts'
import { runsOn } from '../runs-on.ts'

const step = (...events: readonly string[]) => ({ title: events.join(), where: isEvent(...events) })
const signUp = { fact: facts.visits, actor: 'user_id', window: { days: 2 } } as const
const led = {
  ...signUp,
  where: isEvent('a'),
  converted: { fact: facts.visits, where: isEvent('b') },
} as const
const plain = funnel({ ...signUp, steps: [step('a'), step('b'), step('c')] })
const within = funnel({
  ...signUp,
  steps: [step('a'), { ...step('b'), within: { days: 2 } }, { ...step('c'), within: { days: 1 } }],
})
const barred = funnel({ ...signUp, steps: [step('a'), step('b')], exclude: [{ where: isKind('x') }] })
const there = funnel({ ...signUp, steps: [step('a'), step('b'), step('a')] })

const sources: Readonly<Record<string, MetricSource>> = {
  ...funnelSources,
  ...retentionSources,
  ...lifecycleSources,
  ...Object.fromEntries([1, 2, 3].map((n) => [`plain${n}`, plain.step(n)])),
  entries3: plain.step(3, { count: 'entries' }),
  seconds3: plain.time(3),
  within3: within.step(3),
  within3_entries: within.step(3, { count: 'entries' }),
  barred2: barred.step(2),
  barred2_entries: barred.step(2, { count: 'entries' }),
  there3: there.step(3),
  there3_entries: there.step(3, { count: 'entries' }),
  led_last: conversions(facts.visits, led),
  led_first: conversions(facts.visits, { ...led, touch: 'first' }),
}

const noon = Date.parse('2026-10-01T12:00:00Z')
const second = 1000

let serial = 0
function visit(user: number, event: string, at = noon, more: Partial<Visit> = {}): Visit {
  serial += 1
  return { tenant: 0, id: rowId(serial), at, event, user: userId(user), provider: null, kind: null, ...more }
}
/** Rows whose keys are in the order given, and in the opposite one. */
const bothWays = (rows: readonly Visit[]): Visit[][] => {
  const ids = rows.map(({ id }) => id)
  return [ids, ids.toReversed()].map((keys) => rows.map((row, index) => ({ ...row, id: keys[index] ?? row.id })))
}
const users = Array.from({ length: 20 }, (_, user) => user)

describeServers('rows of one moment', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = 0
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model: modelOf(sources), database, now: () => new Date(now) })
  })

  /** The answer, which must be the same whichever way keys run. */
  async function ask(visits: readonly Visit[], ...metrics: readonly string[]) {
    now = Date.parse('2026-11-01T00:00:00Z')
    const time = { range: { from: '2026-10-01', to: '2026-10-10' }, timeZone: 'UTC' }
    const query = { metrics: metrics.map((id) => ({ id: `x.${id}` })), time }
    const answers = []
    for (const world of bothWays(visits)) {
      await fillWorld(database, { visits: world, lines: [] })
      answers.push((await engine.run(query, { tenant, plugins: new Set(['x']) })).rows[0])
    }
    expect(answers[1]).toEqual(answers[0])
    return answers[0]
  }

  test('the order of steps decides', async () => {
    const rows = users.flatMap((user) => [visit(user, 'c'), visit(user, 'a'), visit(user, 'b')])
    const counted = ['plain1', 'plain2', 'plain3', 'entries3', 'within3', 'within3_entries', 'seconds3']
    expect(await ask(rows, ...counted)).toEqual([20, 20, 20, 20, 20, 20, 0])
  })

  test('no row is two steps, however many of one moment there are', async () => {
    const once = users.flatMap((user) => [visit(user, 'b'), visit(user, 'a')])
    expect(await ask(once, 'there3', 'there3_entries')).toEqual([0, 0])
    const twice = [...once, ...users.slice(0, 5).map((user) => visit(user, 'a'))]
    expect(await ask(twice, 'there3', 'there3_entries')).toEqual([5, 10])
    const many = [visit(0, 'b'), ...Array.from({ length: 200 }, () => visit(0, 'a')), visit(1, 'a'), visit(1, 'b')]
    expect(await ask(many, 'there3', 'there3_entries')).toEqual([1, 200])
  })

  test('what is excluded stands between two steps when it is later than the one and earlier than the other', async () => {
    const x = { kind: 'x' }
    const rows = [
      [visit(0, 'd', noon, x), visit(0, 'a'), visit(0, 'b')],
      [visit(1, 'd', noon, x), visit(1, 'a'), visit(1, 'b', noon + second)],
      [visit(2, 'd', noon + second, x), visit(2, 'a'), visit(2, 'b', noon + second)],
      [visit(3, 'd', noon + second, x), visit(3, 'a'), visit(3, 'b', noon + 2 * second)],
    ].flat()
    expect(await ask(rows, 'barred2', 'barred2_entries')).toEqual([3, 3])
  })

  test('a conversion at the very moment of what led to it counts', async () => {
    const rows = users.flatMap((user) => [visit(user, 'b'), visit(user, 'a')])
    expect(await ask(rows, 'led_last', 'led_first', 'plain2')).toEqual([20, 20, 20])
  })

  test('who comes back comes back later', async () => {
    const same = users.flatMap((user) => [visit(user, 'b'), visit(user, 'a')])
    expect(await ask(same, 'daily_at0')).toEqual([0])
    const later = users.slice(0, 5).map((user) => visit(user, 'b', noon + second))
    expect(await ask([...same, ...later], 'daily_at0')).toEqual([1 / 4])
  })

  test('a window holds its begin and not its end, whatever it is the window of', async () => {
    const rows = [
      [visit(0, 'a'), visit(0, 'b', noon + 2 * day), visit(0, 'c', noon + 2 * day)],
      [visit(1, 'a'), visit(1, 'b', noon + 2 * day - 1), visit(1, 'c', noon + 2 * day - 1)],
      [visit(2, 'a'), visit(2, 'b', noon + day / 2), visit(2, 'c', noon + 1.5 * day)],
    ].flat()
    const counted = ['plain2', 'led_last', 'led_first', 'plain3', 'entries3', 'within3', 'within3_entries']
    expect(await ask(rows, ...counted)).toEqual([2, 2, 2, 2, 2, 1, 1])
  })

  const tied: Density = { users: 2, rows: [8, 30], events: ['a', 'b', 'c'], days: [0, 4], step: 12 }
  const metrics = Object.keys(sources).filter((name) => !name.endsWith('_matrix'))
  test('keys decide nothing where no row has to be shown', async () => {
    const scenario = fc.constantFrom(...starts).chain((start) =>
      fc.record({
        start: fc.constant(start),
        visits: visitsFrom(start, tied),
        order: fc.infiniteStream(fc.nat(100_000)),
        asking: fc.array(askedOf(metrics, [[]], [null, 'day', 'week']), { minLength: 6, maxLength: 6 }),
      }),
    )
    const property = fc.asyncProperty(scenario, async ({ start, visits, order, asking }) => {
      now = Date.parse(`${start}T00:00:00Z`) + 4.5 * day
      const shuffled = visits
        .map(({ id }) => ({ id, place: order.next().value ?? 0 }))
        .toSorted((a, b) => a.place - b.place)
      const answers = []
      for (const world of [visits, visits.map((row, index) => ({ ...row, id: shuffled[index]?.id ?? row.id }))]) {
        await fillWorld(database, { visits: world, lines: [] })
        for (const q of asking) {
          answers.push((await engine.run(queryOf(q, start), { tenant, plugins: new Set(['x']) })).rows)
        }
      }
      expect(answers.slice(asking.length)).toEqual(answers.slice(0, asking.length))
    })
    await fc.assert(property, { numRuns: runsOn(database, 15) })
  }, 240_000)
})
