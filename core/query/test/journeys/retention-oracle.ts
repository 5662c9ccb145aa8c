import { dated, timesOf } from './funnel-oracle.ts'
import { bucketStart, type Question } from './question.ts'
import type { Visit, World } from './world.ts'

/** A retention as plain data. */
export interface Return {
  readonly start: readonly string[]
  readonly back: readonly string[]
  readonly unit: 'day' | 'week' | 'month'
  readonly mode: 'exact' | 'unbounded' | 'bracket'
  readonly periods?: number
  readonly brackets?: readonly (readonly [number, number])[]
  readonly cohort: 'first_ever' | 'first_in_range'
  readonly byDay?: boolean
  readonly startIsBack?: boolean
}

export const returns: Readonly<Record<string, Return>> = {
  daily: { start: ['a'], back: ['b', 'c'], unit: 'day', mode: 'exact', periods: 4, cohort: 'first_ever' },
  ranged: { start: ['a', 'b'], back: ['a'], unit: 'day', mode: 'exact', periods: 3, cohort: 'first_in_range' },
  weekly: { start: ['a'], back: ['a', 'b'], unit: 'week', mode: 'unbounded', periods: 2, cohort: 'first_in_range' },
  later: { start: ['a'], back: ['b'], unit: 'day', mode: 'unbounded', periods: 3, cohort: 'first_ever' },
  monthly: { start: ['a'], back: ['b', 'c'], unit: 'month', mode: 'exact', periods: 1, cohort: 'first_ever' },
  grouped: {
    start: ['a'],
    back: ['b', 'c'],
    unit: 'day',
    mode: 'bracket',
    brackets: [
      [0, 0],
      [1, 2],
      [2, 4],
    ],
    cohort: 'first_ever',
  },
  dated: { start: ['a'], back: ['a', 'b'], unit: 'day', mode: 'exact', periods: 3, cohort: 'first_ever', byDay: true },
  whole: {
    start: ['a'],
    back: ['a', 'b'],
    unit: 'week',
    mode: 'exact',
    periods: 2,
    cohort: 'first_ever',
    startIsBack: true,
  },
  wholly: {
    start: ['a', 'c'],
    back: ['a', 'b'],
    unit: 'day',
    mode: 'exact',
    periods: 2,
    cohort: 'first_ever',
    byDay: true,
    startIsBack: true,
  },
  until: { start: ['a'], back: ['b'], unit: 'day', mode: 'unbounded', periods: 2, cohort: 'first_ever', byDay: true },
}

const before = (a: Visit, b: Visit) => a.at - b.at || (a.id < b.id ? -1 : 1)

/** An actor of a cohort whose period is over: the first start row, and the first row of coming back that counts. */
export interface Retained {
  readonly user: string
  readonly first: Visit
  readonly back: Visit | null
}

/** Actors of `<name>_at<n>` or `<name>_matrix`, looked at one by one. */
export function retained(world: World, metric: string, question: Question): Retained[] {
  const [name = '', measure = ''] = metric.split('_')
  const spec = returns[name] as Return
  const { group, weekStart } = question
  const byDay = spec.byDay ?? false
  const timeZone = byDay ? 'UTC' : question.timeZone
  const { from, to, now } = timesOf(question, byDay)
  const range = timesOf({ ...question, ...question.range }, byDay)
  const n = measure === 'matrix' ? Number(group['core.period']) : Number(measure.replace('at', ''))
  const [low, high] = spec.brackets?.[n] ?? [n, spec.mode === 'unbounded' ? Number.POSITIVE_INFINITY : n]
  const mature = spec.brackets ? high : n

  const unitOf = (at: number) => {
    const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()
    return bucketStart(date, spec.unit, weekStart)
  }
  const between = (a: Temporal.PlainDate, b: Temporal.PlainDate) => {
    const months = (b.year - a.year) * 12 + b.month - a.month
    return spec.unit === 'month' ? months : a.until(b).days / (spec.unit === 'week' ? 7 : 1)
  }
  const rows = world.visits
    .filter((row) => row.tenant === 0 && row.user !== null)
    .map((row) => (byDay ? dated(row) : row))
    .toSorted(before)
  const found: Retained[] = []
  for (const user of new Set(rows.map((row) => row.user))) {
    const own = rows.filter((row) => row.user === user)
    const first = own.find(
      (row) =>
        spec.start.includes(row.event) &&
        question.keeps(row) &&
        (spec.cohort === 'first_ever' || (row.at >= range.from && row.at < range.to)),
    )
    if (!first || first.at < from || first.at >= to) continue
    if ('x.provider' in group && first.provider !== group['x.provider']) continue
    if ('x.kind' in group && first.kind !== group['x.kind']) continue
    const unit = unitOf(first.at)
    const end = unit.add({ [`${spec.unit}s`]: mature + 1 }).toZonedDateTime({ timeZone }).epochMilliseconds
    if (end > now) continue
    const back = own.find((row) => {
      const period = between(unit, unitOf(row.at))
      const isLater = spec.startIsBack ? row.at >= first.at : row.at > first.at
      return spec.back.includes(row.event) && isLater && row.at < now && period >= low && period <= high
    })
    found.push({ user: String(user), first, back: back ?? null })
  }
  return found
}

/** Value of `<name>_at<n>` or `<name>_matrix`. */
export function retentionValue(world: World, metric: string, question: Question): number | null {
  const found = retained(world, metric, question)
  return found.length === 0 ? null : found.filter(({ back }) => back !== null).length / found.length
}
