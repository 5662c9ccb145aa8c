import fc from 'fast-check'
import type { Filter, Grain } from '@tessera/plugin-api/wire'
import type { CalendarPeriods } from '../src/time/periods.ts'
import type { OracleComparison } from './oracle-buckets.ts'
import { statesByProvider, stateSources } from './state-sources.ts'
import { windowSources } from './window-sources.ts'
import { accountId, rowId, userId, type World } from './world.ts'

/** Around two DST changes and a leap day of different zones. */
export const starts = ['2024-02-26', '2026-03-05', '2026-03-26', '2026-10-22'] as const
export const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'] as const

const hour = 3_600_000
const nullable = <T>(values: readonly T[]) => fc.constantFrom<T | null>(...values, null)

/** Many steps of few actors, so that chains overlap, repeat and run out of time. */
export function funnelWorldFrom(start: string): fc.Arbitrary<World> {
  const zero = Date.parse(`${start}T00:00:00Z`)
  const row = fc.record({
    at: fc.integer({ min: 0, max: 24 * 7 }).map((n) => zero + n * hour),
    event: fc.constantFrom('a', 'b', 'c'),
    user: fc.constantFrom(...[0, 1, 2].map(userId)),
    provider: nullable(['google', 'meta']),
    kind: nullable(['x', 'y']),
  })
  return fc.array(row, { minLength: 20, maxLength: 50 }).map((rows) => ({
    happenings: rows.map((r, n) => ({
      ...r,
      tenant: 0 as const,
      id: rowId((n * 7919) % 4096),
      account: null,
      amount: null,
    })),
    lastings: [],
    spendings: [],
  }))
}

/** Rows within about ten days from a start, on a coarse clock so that ties and boundary hits are common. */
export function worldFrom(start: string): fc.Arbitrary<World> {
  const zero = Date.parse(`${start}T00:00:00Z`)
  // why: half hours hit local midnights of every zone above, among them Kolkata's
  const at = fc.integer({ min: -96, max: 2 * 24 * 8 }).map((n) => zero + (n * hour) / 2)
  const tenant = fc.constantFrom<0 | 1>(0, 0, 0, 1)
  const provider = nullable(['google', 'meta', "o'hara"])
  const id = fc.nat(2 ** 30).map(rowId)
  const unique = { selector: (row: { id: string }) => row.id }
  return fc.record({
    happenings: fc.uniqueArray(
      fc.record({
        tenant,
        at,
        id,
        event: fc.constantFrom('a', 'b', 'c', 'd'),
        user: nullable([0, 1, 2, 3].map(userId)),
        account: nullable([0, 1, 2].map(accountId)),
        provider,
        kind: nullable(['x', 'y']),
        amount: nullable([0, 1, 2.5, -3, 10]),
      }),
      { maxLength: 60, ...unique },
    ),
    lastings: fc.uniqueArray(
      fc
        .record({
          tenant,
          id,
          user: fc.constantFrom(...[0, 1, 2, 3].map(userId)),
          provider,
          start: at,
          length: fc.option(fc.nat(150)),
        })
        .map(({ length, ...rest }) => ({ ...rest, end: length === null ? null : rest.start + (length * hour) / 2 })),
      { maxLength: 25, ...unique },
    ),
    spendings: fc.uniqueArray(
      fc.record({
        tenant,
        id,
        date: fc.integer({ min: -3, max: 9 }).map((n) => new Date(zero + n * 24 * hour).toISOString().slice(0, 10)),
        provider,
        amount: fc.constantFrom(1, 2.25, 100),
      }),
      { maxLength: 15, ...unique },
    ),
  })
}

/** Calendar of a question: the month a fiscal year starts in, or a 4-4-5 one. */
export type OracleCalendar =
  { readonly kind: 'fiscal'; readonly month: number } | { readonly kind: 'retail'; readonly retail: CalendarPeriods }

export interface Asked {
  readonly metrics: readonly string[]
  readonly dimensions: readonly string[]
  readonly days: number
  readonly timeZone: (typeof zones)[number]
  readonly weekStart: number
  readonly grain: Grain | null
  readonly compare: 'none' | 'previous_period' | 'shift_1_week'
  /** Comparisons beside `compare`; with `none` there. */
  readonly compares?: readonly OracleComparison[]
  readonly calendar?: OracleCalendar
  /** Filter of the first metric alone. */
  readonly ofFirst?: Filter | null
  readonly filter: Filter | null
  /** Each number chooses what a set of totals keeps: 1 for the time, 2, 4 … for the dimensions in order. */
  readonly totals?: readonly number[]
}

export const onEvents = [
  'rows',
  'rows_a',
  'rows_b',
  'users',
  'total',
  'mean',
  'smallest',
  'largest',
  'a_per_b',
  'difference',
  'median',
  'ninetieth',
  'ever',
  'this_month',
  'last_two_days',
  'active_users',
  'stickiness',
] as const
export const onFunnel = ['step1', 'step2', 'step3', 'conversion'] as const
export const onConnections = [
  'open',
  'open_users',
  'open_before',
  'gone',
  'loss_rate',
  'survived',
  'open_share',
] as const
export const onDays = ['spend', 'cost_per_a'] as const

export const filters: readonly (Filter | null)[] = [
  null,
  null,
  { member: 'x.provider', operator: 'equals', values: ['google'] },
  { member: 'x.provider', operator: 'notEquals', values: ['google', 'meta'] },
  { member: 'x.provider', operator: 'equals', values: ["o'hara", null] },
  {
    or: [
      { member: 'x.provider', operator: 'startsWith', values: ['O'] },
      { not: { member: 'x.provider', operator: 'set' } },
    ],
  },
]

const windows = ['ever', 'this_month', 'last_two_days', 'active_users', 'median', 'ninetieth'] as const

const windowsOnDays = Object.keys(windowSources).filter((name) => name.startsWith('spend'))
const windowsOnEvents = Object.keys(windowSources).filter((name) => !name.startsWith('spend'))

const statesOnEvents = Object.keys(stateSources).filter((name) => !statesByProvider.includes(name))

const funnels = [
  'led_first',
  'led_last',
  'conversion_rate',
  'step1',
  'step2',
  'step3',
  'conversion',
  'again2',
  'again3',
] as const

export const totals = fc.array(fc.nat(7), { maxLength: 3 })

const askedOf = (
  metrics: readonly string[],
  dimensions: readonly (readonly string[])[] = [[], ['x.provider'], ['x.kind'], ['x.kind', 'x.provider']],
  within: readonly (Filter | null)[] = [null],
): fc.Arbitrary<Asked> =>
  fc.record({
    metrics: fc.uniqueArray(fc.constantFrom(...metrics), { minLength: 3, maxLength: 6 }),
    dimensions: fc.constantFrom(...dimensions),
    days: fc.integer({ min: 1, max: 9 }),
    timeZone: fc.constantFrom(...zones),
    weekStart: fc.constantFrom(1, 3, 7),
    grain: fc.constantFrom<Grain | null>(null, 'day', 'day', 'week'),
    compare: fc.constantFrom<Asked['compare']>('none', 'previous_period', 'shift_1_week'),
    filter: fc.constantFrom(...within),
    totals,
  })

/** Questions about funnels only. */
export const askedOfFunnels = askedOf(funnels)

/** Questions about windows that reach back, and percentiles. */
export const askedOfWindows = fc
  .constantFrom('all', 'events')
  .chain((reach) =>
    reach === 'all'
      ? askedOf([...windows, ...windowsOnEvents, ...windowsOnDays], [[], ['x.provider']], filters)
      : askedOf([...windows, ...windowsOnEvents], undefined, filters),
  )

/** Questions about what is known at the end of each bucket. */
export const askedOfStates = fc
  .constantFrom('all', 'events')
  .chain((reach) =>
    reach === 'all'
      ? askedOf([...statesByProvider, ...statesOnEvents], [[], ['x.provider']], filters)
      : askedOf(statesOnEvents, undefined, filters),
  )

/** Questions whose dimensions all their metrics reach. */
export const asked: fc.Arbitrary<Asked> = fc.constantFrom('all', 'events').chain((reach) =>
  fc.record({
    metrics: fc.uniqueArray(
      reach === 'all'
        ? fc.constantFrom(...onEvents, ...onFunnel, ...onConnections, ...onDays)
        : fc.constantFrom(...onEvents, ...onFunnel),
      { minLength: 1, maxLength: 5 },
    ),
    dimensions:
      reach === 'all'
        ? fc.constantFrom<readonly string[]>([], [], ['x.provider'])
        : fc.constantFrom<readonly string[]>(
            [],
            ['x.provider'],
            ['x.kind'],
            ['core.segment'],
            ['x.kind', 'x.provider'],
          ),
    days: fc.integer({ min: 1, max: 7 }),
    timeZone: fc.constantFrom(...zones),
    weekStart: fc.integer({ min: 1, max: 7 }),
    grain: fc.constantFrom<Grain | null>(null, 'day', 'week', 'month'),
    compare: fc.constantFrom<Asked['compare']>('none', 'previous_period', 'shift_1_week'),
    filter: fc.constantFrom(...filters),
    totals,
  }),
)
