import { day, type Question } from './question.ts'
import type { Visit, World } from './world.ts'

/** A funnel as plain data; windows in days. */
export interface Path {
  /** Letters of the events that are each step. */
  readonly steps: readonly string[]
  readonly window?: number
  /** By step; null where a step has no window of its own. */
  readonly within?: readonly (number | null)[]
  /** Rows of a kind that end a chain, between all steps or after one. */
  readonly exclude?: { readonly kind: string; readonly after?: number }
  readonly holdsProvider?: boolean
  readonly breakdown?: 'first' | 'last' | { readonly step: number }
  /** Rows are dated by calendar day. */
  readonly byDay?: boolean
}

export const paths: Readonly<Record<string, Path>> = {
  total: { steps: ['a', 'b', 'c'], window: 3 },
  stepped: { steps: ['a', 'b', 'c'], within: [null, 1, 1.5] },
  both: { steps: ['a', 'b', 'c'], window: 2, within: [null, 1, 1.5] },
  mixed: { steps: ['a', 'b', 'a', 'c'], window: 3, within: [null, 2.5, null, 1] },
  clean: { steps: ['a', 'b', 'c'], window: 3, exclude: { kind: 'x', after: 1 } },
  cleaner: { steps: ['a', 'a', 'b'], within: [null, 2, 1], exclude: { kind: 'x' }, breakdown: { step: 2 } },
  held: { steps: ['a', 'b', 'c'], window: 3, within: [null, null, 1], exclude: { kind: 'x' }, holdsProvider: true },
  ended: { steps: ['a', 'b', 'c'], window: 3, breakdown: 'last' },
  wide: { steps: ['abc', 'ab', 'a'], window: 3, within: [null, null, 2], exclude: { kind: 'x', after: 2 } },
  woven: { steps: ['ab', 'bc', 'ca', 'a'], window: 2.5, holdsProvider: true },
  dated: { steps: ['a', 'b', 'c'], window: 3, within: [null, 2, 1], exclude: { kind: 'x', after: 2 }, byDay: true },
}

const before = (a: Visit, b: Visit) => a.at - b.at || (a.id < b.id ? -1 : 1)

/**
 * Every chain from a start, of every length: rows chosen one after the other in all possible ways, none of them twice, none
 * earlier than the one before. What happens when a window ends is after it.
 */
function chainsFrom(start: Visit, own: readonly Visit[], path: Path): Visit[][] {
  const grow = (chain: Visit[]): Visit[][] => {
    const last = chain.at(-1) as Visit
    const event = path.steps[chain.length]
    if (event === undefined) return [chain]
    const longer = own.filter((row) => {
      const within = path.within?.[chain.length] ?? null
      if (!event.includes(row.event) || row.at < last.at || chain.includes(row)) return false
      if (within !== null && row.at >= last.at + within * day) return false
      if (path.window !== undefined && row.at >= start.at + path.window * day) return false
      const between = own.filter(({ at }) => at > last.at && at < row.at)
      return !between.some((other) => isExcluded(other, chain.length, path))
    })
    return [chain, ...longer.flatMap((row) => grow([...chain, row]))]
  }
  return grow([start])
}

function isExcluded(row: Visit, step: number, { exclude, steps }: Path): boolean {
  if (!exclude || row.kind !== exclude.kind) return false
  if (exclude.after !== undefined && exclude.after !== step) return false
  return ![steps[step - 1], steps[step]].some((events) => events?.includes(row.event))
}

interface Times {
  readonly from: number
  readonly to: number
  readonly now: number
}

/** The bucket on the clock of the rows: instants of local midnights, or days as if they were UTC. */
export function timesOf(question: Question, byDay: boolean): Times {
  const { timeZone, first, next, now } = question
  const at = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone: byDay ? 'UTC' : timeZone }).epochMilliseconds
  if (!byDay) return { from: at(first), to: at(next), now }
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDateTime()
  return { from: at(first), to: at(next), now: local.toZonedDateTime('UTC').epochMilliseconds }
}

/** A row as a fact dated by day sees it. */
export const dated = (row: Visit): Visit => ({ ...row, at: Math.floor(row.at / day) * day })

function quantile(values: readonly number[], fraction: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = fraction * (sorted.length - 1)
  const low = sorted[Math.floor(rank)]
  const high = sorted[Math.ceil(rank)]
  return low === undefined || high === undefined ? null : low + (high - low) * (rank - Math.floor(rank))
}

const valueAt = (row: Visit | undefined, id: string) =>
  id === 'x.provider' ? (row?.provider ?? null) : (row?.kind ?? null)

/** Value of `<path>_<measure>`: s2 actors, e2 entries, t2 seconds, q2 their third quarter, open. */
export function funnelValue(world: World, metric: string, question: Question): number | null {
  const [name = '', measure = ''] = metric.split('_')
  const path = paths[name] as Path
  const { group } = question
  const { from, to, now } = timesOf(question, path.byDay ?? false)
  const held = path.holdsProvider === true && 'x.provider' in group
  const rows = world.visits
    .filter((row) => row.tenant === 0 && row.user !== null && question.keeps(row))
    .filter((row) => !held || row.provider === group['x.provider'])
    .map((row) => (path.byDay ? dated(row) : row))
  const touched = Object.keys(group).filter((id) => !(held && id === 'x.provider'))
  const matches = (row: Visit | undefined) => touched.every((id) => valueAt(row, id) === group[id])
  const step = Number(measure.at(-1))
  const whole = path.window ?? (path.within ?? []).reduce<number>((sum, days) => sum + (days ?? 0), 0)
  let actors = 0
  let entries = 0
  let open = 0
  const seconds: number[] = []
  for (const user of new Set(rows.map((row) => row.user))) {
    const own = rows.filter((row) => row.user === user).toSorted(before)
    const entered = own.filter((row) => path.steps[0]?.includes(row.event) && row.at >= from && row.at < to)
    const chains = entered.map((start) => chainsFrom(start, own, path))
    const reaching = (n: number) => chains.flat().filter((chain) => chain.length >= n)
    const firstAt = (n: number) =>
      reaching(n)
        .map((chain) => chain[n - 1] as Visit)
        .toSorted(before)[0]
    entries += entered.filter((start, n) => matches(start) && chains[n]?.some((chain) => chain.length >= step)).length
    if (entered.length === 0) continue
    const highest = Math.max(...chains.flat().map((chain) => chain.length))
    const { breakdown = 'first' } = path
    const at = breakdown === 'first' ? 1 : breakdown === 'last' ? highest : breakdown.step
    if (!matches(firstAt(at))) continue
    if (highest >= step) {
      actors += 1
      const spans = reaching(step).map((chain) => (chain[step - 1] as Visit).at - (chain[0] as Visit).at)
      seconds.push(Math.min(...spans) / 1000)
    }
    if (highest < path.steps.length && entered.some((row) => row.at + whole * day > now)) open += 1
  }
  if (measure === 'open') return open
  if (measure.startsWith('t')) return quantile(seconds, 0.5)
  if (measure.startsWith('q')) return quantile(seconds, 0.75)
  return measure.startsWith('e') ? entries : actors
}
