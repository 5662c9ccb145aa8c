import type { Question } from './oracle.ts'
import { segments, type World } from './world.ts'

type Dimensions = Readonly<Record<string, string | null>>

/** One row as every state sees it; `at` and `end` are comparable, milliseconds or the number of a day. */
interface Observation {
  readonly at: number
  readonly id: string
  readonly entity: string | null
  readonly value: number | null
  readonly end: number | null
  readonly event: string
  readonly dimensions: Dimensions
}

const dayMs = 86_400_000
const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / dayMs

function eventsOf(world: World, q: Question, entity: 'user' | 'account'): Observation[] {
  return world.happenings
    .filter((h) => h.tenant === q.tenant)
    .map((h) => ({
      at: h.at,
      id: h.id,
      entity: h[entity],
      value: h.amount,
      end: null,
      event: h.event,
      dimensions: {
        'x.provider': h.provider,
        'x.kind': h.kind,
        'core.segment': h.account === null ? null : (segments[h.account] ?? null),
      },
    }))
}

function connectionsOf(world: World, q: Question): Observation[] {
  return world.lastings
    .filter((l) => l.tenant === q.tenant)
    .map((l) => ({
      at: l.start,
      id: l.id,
      entity: l.user,
      value: 1,
      end: l.end,
      event: '',
      dimensions: { 'x.provider': l.provider },
    }))
}

function spendsOf(world: World, q: Question): Observation[] {
  return world.spendings
    .filter((s) => s.tenant === q.tenant)
    .map((s) => ({
      at: dayNumber(s.date),
      id: s.id,
      entity: s.provider,
      value: s.amount,
      end: null,
      event: '',
      dimensions: { 'x.provider': s.provider },
    }))
}

/** The instant, or the day, as of which a bucket is read; days count whole. */
function instantOf(q: Question): number {
  return Math.min(q.to, q.now)
}
function dayOf(q: Question): number {
  if (q.to <= q.now) return dayNumber(q.toDate)
  const today = Temporal.Instant.fromEpochMilliseconds(q.now).toZonedDateTimeISO(q.timeZone).toPlainDate()
  return dayNumber(today.toString()) + 1
}

const asked = (q: Question) => (row: Observation) =>
  q.keeps(row.dimensions) && Object.entries(q.group).every(([id, value]) => (row.dimensions[id] ?? null) === value)

/** Walks through all rows in order of time and keeps the latest of each entity. */
function latest(rows: readonly Observation[], at: number, maxAge = Number.POSITIVE_INFINITY): Observation[] {
  const last = new Map<string, Observation>()
  for (const row of rows) {
    if (row.entity === null || row.at >= at) continue
    const known = last.get(row.entity)
    if (!known || row.at > known.at || (row.at === known.at && row.id > known.id)) last.set(row.entity, row)
  }
  return [...last.values()].filter((row) => row.at >= at - maxAge && (row.end === null || row.end >= at))
}

/** Rows that may count, the value of each, and how the values become one. */
interface State {
  readonly rows: (world: World, q: Question) => Observation[]
  readonly value: (row: Observation) => number | null
  readonly of: (values: readonly number[]) => number | null
}

const add = (all: readonly number[]) => (all.length === 0 ? null : all.reduce((a, b) => a + b, 0))
const mean = (all: readonly number[]) => (all.length === 0 ? null : (add(all) ?? 0) / all.length)
const smallest = (all: readonly number[]) => (all.length === 0 ? null : Math.min(...all))
const largest = (all: readonly number[]) => (all.length === 0 ? null : Math.max(...all))
const count = (all: readonly number[]) => all.length

const amount = (row: Observation) => row.value
const one = () => 1
const amountOfA = (row: Observation) => (row.event === 'a' ? row.value : null)

function scoreOf({ value, dimensions }: Observation): number | null {
  const rank = dimensions['x.kind'] === 'x' ? 10 : dimensions['x.kind'] === 'y' ? 4 : null
  if (value !== null && rank !== null) return (2 * value + 3 * rank) / 5
  return value ?? rank
}

const lastOf = (entity: 'user' | 'account', maxAgeDays?: number) => (world: World, q: Question) =>
  latest(eventsOf(world, q, entity), instantOf(q), maxAgeDays === undefined ? undefined : maxAgeDays * dayMs)
const users = lastOf('user')
const usersOfA = (world: World, q: Question) =>
  latest(
    eventsOf(world, q, 'user').filter((row) => row.event === 'a'),
    instantOf(q),
  )
const connected = (maxAge?: number) => (world: World, q: Question) =>
  latest(connectionsOf(world, q), instantOf(q), maxAge)
const spend = (maxAge?: number) => (world: World, q: Question) => latest(spendsOf(world, q), dayOf(q), maxAge)
const before = (world: World, q: Question) => eventsOf(world, q, 'user').filter((row) => row.at < instantOf(q))
const spentBefore = (world: World, q: Question) => spendsOf(world, q).filter((row) => row.at < dayOf(q))

const states: Readonly<Record<string, State>> = {
  last_total: { rows: users, value: amount, of: add },
  last_total_of_a: { rows: users, value: amountOfA, of: add },
  last_a: { rows: usersOfA, value: amount, of: add },
  last_mean: { rows: users, value: amount, of: mean },
  last_smallest: { rows: lastOf('account'), value: amount, of: smallest },
  last_largest: { rows: lastOf('account', 1), value: amount, of: largest },
  fresh_users: { rows: lastOf('user', 2), value: one, of: count },
  fresh_mean: { rows: lastOf('user', 2), value: amount, of: mean },
  valued_users: { rows: users, value: amount, of: count },
  score: { rows: users, value: scoreOf, of: mean },
  connected: { rows: connected(), value: one, of: count },
  connected_lately: { rows: connected(3 * dayMs), value: one, of: count },
  last_spend: { rows: spend(), value: amount, of: add },
  fresh_spend: { rows: spend(2), value: amount, of: add },
  level: { rows: before, value: amount, of: add },
  level_of_a: { rows: before, value: (row) => (row.event === 'a' ? 1 : null), of: count },
  spent: { rows: spentBefore, value: amount, of: add },
}

/** Keys of the rows behind a state; nothing is known of a bucket to come. Undefined for other metrics. */
export function keysOfState(world: World, metric: string, q: Question): string[] | undefined {
  const state = states[metric]
  if (!state) return undefined
  if (q.from >= q.now) return []
  const counted = state.rows(world, q).filter((row) => state.value(row) !== null)
  return counted.filter(asked(q)).map((row) => row.id)
}

/** A state as of the end of a bucket, or of now: nothing is known of a bucket to come. Undefined for other metrics. */
export function stateOf(world: World, metric: string, q: Question): number | null | undefined {
  if (metric === 'last_share') {
    const whole = stateOf(world, 'last_total', { ...q, group: {} })
    return whole ? (stateOf(world, 'last_total', q) ?? 0) / whole : null
  }
  const state = states[metric]
  if (!state) return undefined
  if (q.from >= q.now) return null
  return state.of(
    state
      .rows(world, q)
      .filter(asked(q))
      .flatMap((row) => state.value(row) ?? []),
  )
}
