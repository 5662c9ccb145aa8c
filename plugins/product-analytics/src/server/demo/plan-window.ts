import type { Calendar } from './calendar.ts'
import type { WindowPicture } from './picture.ts'
import type { Random } from './random.ts'

/** 30 days and what happens in them. */
interface Stage {
  readonly random: Random
  readonly calendar: Calendar
  readonly first: number
  readonly last: number
  readonly picture: WindowPicture
}

/** On how many days each user is active whose days are not known yet, most first; with those that are they add up to the picture. */
function countsOf({ random, picture }: Stage, known: readonly number[]): number[] {
  const left = (part: number, from: number, to: number) =>
    Math.max(0, part - known.filter((count) => count >= from && count <= to).length)
  const [power, regular, oneOff] = [
    left(picture.power, 20, 30),
    left(picture.regular, 8, 19),
    left(picture.oneOff, 1, 1),
  ]
  const month = picture.month - known.length
  const drawn = (n: number, from: number, to: number) =>
    Array.from({ length: Math.max(0, n) }, () => from + Math.floor(random.unit() ** 1.6 * (to - from + 1)))
  const casual = month - power - regular - oneOff
  const counts = [...drawn(power, 20, 29), ...drawn(regular, 8, 19), ...drawn(casual, 2, 7), ...drawn(oneOff, 1, 1)]
  const bounds = [
    { from: 0, to: power, least: 20, most: 28 },
    { from: power, to: power + regular, least: 8, most: 19 },
    { from: power + regular, to: month - oneOff, least: 2, most: 7 },
  ]
  let more = picture.days - [...known, ...counts].reduce((sum, n) => sum + n, 0)
  const step = Math.sign(more)
  for (let idle = 0; more !== 0 && idle < 3; idle++) {
    for (const { from, to, least, most } of bounds) {
      for (let at = from; at < to && more !== 0; at++) {
        const next = (counts[at] ?? 0) + step
        if (next < least || next > most) continue
        counts[at] = next
        more -= step
        idle = 0
      }
    }
  }
  return counts.toSorted((a, b) => b - a)
}

/** Whole numbers from one to another, both included. */
export function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
}

/** The weeks, counted back from the last, in which somebody comes: who comes seldom comes in few of them. */
function weeksOf(
  days: number,
  { random, isComing }: { readonly random: Random; readonly isComing: boolean },
): Set<number> {
  const count = days < 3 ? 1 : days < 6 ? 2 : days < 8 ? 3 : 5
  const earlier = random.shuffle([1, 2, 3, 4])
  return new Set((isComing ? [0, ...earlier] : earlier).slice(0, count))
}

/** The active days of each user: those that are known, others so that all together meet the picture. */
export function planWindow(stage: Stage, known: readonly (readonly number[] | null)[]): (readonly number[])[] {
  const { random, calendar, first, last, picture } = stage
  const weekFrom = last - 6
  const set = known.filter((days) => days !== null)
  const counts = countsOf(
    stage,
    set.map(({ length }) => length),
  )
  const comers = picture.week - set.filter((days) => days.some((day) => day >= weekFrom)).length
  const plans = known.map((days) => days ?? [])
  const open = random.shuffle([...known.keys()].filter((at) => known[at] === null))
  for (const [rank, at] of open.entries()) {
    const needed = counts[rank] ?? 1
    const isComing = rank < comers
    const weeks = weeksOf(needed, { random, isComing })
    const keyed = span(first, isComing ? last : weekFrom - 1)
      .map((day) => ({
        day,
        key: random.unit() ** (1 / calendar.weight(day)) + (weeks.has(Math.floor((last - day) / 7)) ? 1 : 0),
      }))
      .toSorted((a, b) => b.key - a.key)
    const inWeek = isComing ? keyed.find(({ day }) => day >= weekFrom) : undefined
    const days = new Set(inWeek ? [inWeek.day] : [])
    for (const { day } of keyed) {
      if (days.size >= needed) break
      days.add(day)
    }
    plans[at] = [...days].toSorted((a, b) => a - b)
  }
  return plans
}
