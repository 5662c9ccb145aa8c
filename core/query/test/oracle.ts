import { stateOf } from './oracle-states.ts'
import { isWindowed, windowOf } from './oracle-windows.ts'
import { segments, type Happening, type Lasting, type Spending, type World } from './world.ts'

/**
 * Computes metrics of the test world row by row, without SQL, buckets or the compiler. A question is one bucket: a span of
 * instants (and of dates), the dimension values of one group, and the row filter.
 */
export interface Question {
  readonly tenant: 0 | 1
  readonly from: number
  readonly to: number
  readonly fromDate: string
  readonly toDate: string
  readonly now: number
  readonly timeZone: string
  /** 1 Monday … 7 Sunday. */
  readonly weekStart: number
  /** Dimension id → wanted value. */
  readonly group: Readonly<Record<string, string | null>>
  /** Keeps a row by its dimension values. */
  readonly keeps: (dimensions: Readonly<Record<string, string | null>>) => boolean
}

type Dimensions = Readonly<Record<string, string | null>>
const day = 86_400_000

const segmentOf = (account: string | null) => (account === null ? null : (segments[account] ?? null))
export const happeningDimensions = (h: Happening): Dimensions => ({
  'x.provider': h.provider,
  'x.kind': h.kind,
  'core.segment': segmentOf(h.account),
})
export const lastingDimensions = (l: Lasting | Spending): Dimensions => ({ 'x.provider': l.provider })

function inGroup(dimensions: Dimensions, question: Question): boolean {
  return Object.entries(question.group).every(([id, value]) => (dimensions[id] ?? null) === value)
}

const distinctCount = (values: readonly (string | null)[]) => new Set(values.filter((value) => value !== null)).size
const add = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const divide = (a: number | null, b: number | null) => (a === null || b === null || b === 0 ? null : a / b)

/** Linear interpolation between the two nearest ranks. */
function quantile(values: readonly number[], fraction: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = fraction * (sorted.length - 1)
  const low = sorted[Math.floor(rank)]
  const high = sorted[Math.ceil(rank)]
  return low === undefined || high === undefined ? null : low + (high - low) * (rank - Math.floor(rank))
}

interface Rows {
  readonly happenings: readonly Happening[]
  readonly lastings: readonly Lasting[]
  readonly spendings: readonly Spending[]
}

function rowsOf(world: World, q: Question): Rows {
  return {
    happenings: world.happenings.filter((h) => h.tenant === q.tenant && q.keeps(happeningDimensions(h))),
    lastings: world.lastings.filter((l) => l.tenant === q.tenant && q.keeps(lastingDimensions(l))),
    spendings: world.spendings.filter((s) => s.tenant === q.tenant && q.keeps(lastingDimensions(s))),
  }
}

const before = (a: Happening, b: Happening) => a.at - b.at || (a.id < b.id ? -1 : 1)

/**
 * Longest chain that goes on from one through its other rows, none of them earlier than the one before: tries every way of
 * choosing the steps.
 */
export function levelFrom(chain: readonly Happening[], own: readonly Happening[], steps: readonly string[]): number {
  const [next, ...rest] = steps
  const from = chain.at(-1)?.at ?? 0
  const hits = own.filter((h) => h.event === next && h.at >= from && !chain.includes(h))
  return Math.max(0, ...hits.map((hit) => 1 + levelFrom([...chain, hit], own, rest)))
}

interface Path {
  readonly steps: readonly string[]
  readonly days: number
  readonly holdsProvider: boolean
}
const path: Path = { steps: ['b', 'c'], days: 3, holdsProvider: true }
const again: Path = { steps: ['a', 'b'], days: 2, holdsProvider: false }

function funnelLevels(rows: Rows, q: Question, funnel: Path): number[] {
  const held = funnel.holdsProvider && 'x.provider' in q.group
  const actors = new Set(rows.happenings.map((h) => h.user).filter((user) => user !== null))
  return [...actors].flatMap((actor) => {
    const own = rows.happenings
      .filter((h) => h.user === actor && (!held || h.provider === q.group['x.provider']))
      .toSorted(before)
    const starts = own.filter((h) => h.event === 'a' && h.at >= q.from && h.at < q.to)
    const first = starts[0]
    if (!first || !inGroup({ ...happeningDimensions(first) }, q)) return []
    const level = (start: Happening) => {
      const inTime = own.filter((h) => h.at < start.at + funnel.days * day)
      return 1 + levelFrom([start], inTime, funnel.steps)
    }
    return [Math.max(...starts.map(level))]
  })
}

/** A filter narrows the rows that may get credit, never the conversions. */
function unfiltered(world: World, q: Question, rows: Rows): Happening[] {
  const conversions = world.happenings.filter((h) => h.tenant === q.tenant && h.event === 'c')
  return [...rows.happenings.filter((h) => h.event !== 'c'), ...conversions]
}

/** Conversions of events c credited to an event a, by looking at every pair. */
function credited(rows: Rows, q: Question, touch: 'first' | 'last'): number {
  return rows.happenings
    .filter((c) => c.event === 'c' && c.user !== null)
    .flatMap((c) => {
      const bases = rows.happenings
        .filter((a) => a.event === 'a' && a.user === c.user && a.at <= c.at && a.at > c.at - 2 * day)
        .toSorted(before)
      return (touch === 'first' ? bases[0] : bases.at(-1)) ?? []
    })
    .filter((base) => base.at >= q.from && base.at < q.to && inGroup(happeningDimensions(base), q)).length
}

function count(world: World, metric: string, q: Question): number | null {
  const rows = rowsOf(world, q)
  const events = rows.happenings.filter((h) => h.at >= q.from && h.at < q.to && inGroup(happeningDimensions(h), q))
  const lasting = rows.lastings.filter((l) => inGroup(lastingDimensions(l), q))
  const amounts = events.flatMap((h) => (h.amount === null ? [] : [h.amount]))
  const openAt = (at: number) => lasting.filter((l) => l.start < at && (l.end === null || l.end >= at))
  const end = Math.min(q.to, q.now)
  switch (metric) {
    case 'rows':
      return events.length
    case 'rows_a':
    case 'rows_b':
      return events.filter((h) => h.event === metric.at(-1)).length
    case 'users':
      return distinctCount(events.map((h) => h.user))
    case 'total':
      return amounts.length === 0 ? null : add(amounts)
    case 'smallest':
      return amounts.length === 0 ? null : Math.min(...amounts)
    case 'largest':
      return amounts.length === 0 ? null : Math.max(...amounts)
    case 'median':
      return quantile(amounts, 0.5)
    case 'ninetieth':
      return quantile(amounts, 0.9)
    case 'mean':
      return divide(add(amounts), amounts.length)
    case 'step1':
    case 'step2':
    case 'step3':
    case 'again2':
    case 'again3':
      return funnelLevels(rows, q, metric.startsWith('again') ? again : path).filter(
        (level) => level >= Number(metric.at(-1)),
      ).length
    case 'led_first':
      return credited({ ...rows, happenings: unfiltered(world, q, rows) }, q, 'first')
    case 'led_last':
      return credited({ ...rows, happenings: unfiltered(world, q, rows) }, q, 'last')
    case 'open':
      return q.from >= q.now ? null : openAt(end).length
    case 'open_users':
      return q.from >= q.now ? null : distinctCount(openAt(end).map((l) => l.user))
    case 'open_before':
      return q.from >= q.now ? null : distinctCount(openAt(q.from).map((l) => l.user))
    case 'gone': {
      const left = openAt(q.from).filter((l) => l.end !== null && l.end < end)
      return q.from >= q.now ? null : distinctCount(left.map((l) => l.user))
    }
    case 'spend': {
      const spent = rows.spendings.filter(
        (s) => s.date >= q.fromDate && s.date < q.toDate && inGroup(lastingDimensions(s), q),
      )
      return spent.length === 0 ? null : add(spent.map((s) => s.amount))
    }
    default:
      throw new Error(`the oracle does not know ${metric}`)
  }
}

function survived(world: World, q: Question): number | null {
  const aged = rowsOf(world, q).lastings.filter(
    (l) => l.start + 2 * day >= q.from && l.start + 2 * day < Math.min(q.to, q.now) && inGroup(lastingDimensions(l), q),
  )
  return divide(aged.filter((l) => l.end === null || l.end >= l.start + 2 * day).length, aged.length)
}

/** Value of a metric by brute force; 0 and null both stand for "nothing counted", see `sameValue`. */
export function valueOf(world: World, metric: string, q: Question): number | null {
  const of = (name: string) => valueOf(world, name, q)
  const state = stateOf(world, metric, q)
  if (state !== undefined) return state
  if (isWindowed(metric)) {
    const window = windowOf(world, metric, q)
    return window && valueOf(window.world, window.metric, window.q)
  }
  if (metric === 'stickiness') return divide(of('users'), of('active_users'))
  if (metric === 'conversion_rate') return divide(of('led_last'), of('rows_a'))
  if (metric === 'a_per_b') return divide(of('rows_a'), of('rows_b'))
  if (metric === 'conversion') return divide(of('step3'), of('step1'))
  if (metric === 'loss_rate') return divide(of('gone'), of('open_before'))
  if (metric === 'cost_per_a') return divide(of('spend'), of('rows_a'))
  if (metric === 'survived') return survived(world, q)
  if (metric === 'difference') return (of('rows_a') ?? 0) - (of('rows_b') ?? 0)
  if (metric === 'open_share') return divide(of('open'), valueOf(world, 'open', { ...q, group: {} }))
  return count(world, metric, q)
}
