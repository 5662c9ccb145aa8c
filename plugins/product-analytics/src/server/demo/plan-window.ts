import type { Calendar } from './calendar.ts'
import type { WindowPicture } from './picture.ts'
import type { Random } from './random.ts'

/** The days of a window somebody may be active on. */
export interface Candidate {
  /** From this day on. */
  readonly from: number
  /** They are active on one of these days, and on their first one if it lies in the window. */
  readonly must: readonly number[]
  /** They are active on none of these. */
  readonly not: ReadonlySet<number>
}

/** 30 days and what happens in them. */
export interface Stage {
  readonly random: Random
  readonly calendar: Calendar
  readonly first: number
  readonly last: number
  readonly picture: WindowPicture
}

/** On how many days each user is active, most first; they add up to the picture. */
export function countsOf({ random, picture }: Stage): number[] {
  const { month, days, power, regular, oneOff } = picture
  const drawn = (n: number, from: number, to: number) =>
    Array.from({ length: n }, () => from + Math.floor(random.unit() ** 1.6 * (to - from + 1)))
  const casual = month - power - regular - oneOff
  const counts = [...drawn(power, 20, 29), ...drawn(regular, 8, 19), ...drawn(casual, 2, 7), ...drawn(oneOff, 1, 1)]
  const bounds = [
    { from: 0, to: power, least: 20, most: 28 },
    { from: power, to: power + regular, least: 8, most: 19 },
    { from: power + regular, to: month - oneOff, least: 2, most: 7 },
  ]
  let left = days - counts.reduce((sum, n) => sum + n, 0)
  const step = Math.sign(left)
  for (let idle = 0; left !== 0 && idle < 3; idle++) {
    for (const { from, to, least, most } of bounds) {
      for (let at = from; at < to && left !== 0; at++) {
        const next = (counts[at] ?? 0) + step
        if (next < least || next > most) continue
        counts[at] = next
        left -= step
        idle = 0
      }
    }
  }
  return counts.toSorted((a, b) => b - a)
}

const span = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)

/** The weeks, counted back from the last, in which somebody comes: who comes seldom comes in few of them. */
function weeksOf(
  days: number,
  { random, isComing }: { readonly random: Random; readonly isComing: boolean },
): Set<number> {
  const count = days < 3 ? 1 : days < 6 ? 2 : days < 8 ? 3 : 5
  const earlier = random.shuffle([1, 2, 3, 4])
  return new Set((isComing ? [0, ...earlier] : earlier).slice(0, count))
}

/** The active days of each candidate, in their order. Who has few days to choose from gets few. */
export function planWindow(stage: Stage, candidates: readonly Candidate[]): number[][] {
  const { random, calendar, first, last, picture } = stage
  const weekFrom = last - 6
  const free = candidates.map(({ from, not }) => span(Math.max(first, from), last).filter((day) => !not.has(day)))
  const order = random
    .shuffle([...candidates.keys()])
    .toSorted((a, b) => (free[b]?.length ?? 0) - (free[a]?.length ?? 0))
  const counts = countsOf(stage)
  const plans: number[][] = candidates.map(() => [])
  const musts = candidates.map(({ from, must }, at) => {
    const days = must.length > 0 ? [random.pick(must)] : []
    return from >= first && free[at]?.includes(from) ? [...new Set([from, ...days])] : days
  })
  const canMiss = (at: number, n: number) =>
    (free[at] ?? []).filter((day) => day < weekFrom).length >= n && !musts[at]?.some((day) => day >= weekFrom)
  const canCome = (at: number, n: number) =>
    musts[at]?.some((day) => day >= weekFrom) ||
    ((musts[at]?.length ?? 0) < n && (free[at] ?? []).some((day) => day >= weekFrom))
  const n = (rank: number, at: number) =>
    Math.max(musts[at]?.length ?? 0, Math.min(counts[rank] ?? 1, free[at]?.length ?? 0))
  const needed = order.map((at, rank) => n(rank, at))
  let left = picture.days - needed.reduce((sum, days) => sum + days, 0)
  for (const [rank, at] of order.entries()) {
    const days = needed[rank] ?? 1
    if (left <= 0) break
    if (days < 2 || days > 6 || (free[at]?.length ?? 0) <= days) continue
    needed[rank] = days + 1
    left -= 1
  }
  const forced = new Set(order.filter((at, rank) => !canMiss(at, needed[rank] ?? 1)))
  const chosen = order.filter((at, rank) => !forced.has(at) && canCome(at, needed[rank] ?? 1))
  const coming = new Set([...forced, ...chosen.slice(0, Math.max(0, picture.week - forced.size))])
  for (const [rank, at] of order.entries()) {
    const days = new Set(musts[at])
    const pool = (free[at] ?? []).filter((day) => coming.has(at) || day < weekFrom)
    const weeks = weeksOf(needed[rank] ?? 1, { random, isComing: coming.has(at) })
    const keyed = pool
      .map((day) => ({
        day,
        key: random.unit() ** (1 / calendar.weight(day)) + (weeks.has(Math.floor((last - day) / 7)) ? 1 : 0),
      }))
      .toSorted((a, b) => b.key - a.key)
    const inWeek = keyed.find(({ day }) => day >= weekFrom)
    if (coming.has(at) && inWeek && ![...days].some((day) => day >= weekFrom)) days.add(inWeek.day)
    for (const { day } of keyed) {
      if (days.size >= (needed[rank] ?? 1)) break
      days.add(day)
    }
    plans[at] = [...days].toSorted((a, b) => a - b)
  }
  return plans
}
