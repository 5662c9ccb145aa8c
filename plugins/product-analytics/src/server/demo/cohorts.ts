import type { Calendar } from './calendar.ts'
import type { Person } from './people.ts'
import { span } from './plan-window.ts'
import type { Random } from './random.ts'

/** A user with the day of their first use. */
export interface Starter extends Person {
  readonly first: number
}

/** First days: those who came lately began when they came, all others long ago. */
export function withFirstDays(people: readonly Person[], random: Random): Starter[] {
  return people.map((person) => {
    const { since } = person
    return { ...person, first: since > -100 ? Math.min(since, -1) : random.int(Math.max(since, -165), -100) }
  })
}

const within =
  (from: number, to: number) =>
  ({ first }: Starter) =>
    first >= from && first <= to

const lastSeen = ({ seen }: Starter) => seen.current ?? seen.previous ?? Number.MIN_SAFE_INTEGER

/**
 * Of those whose day 33 is over in the 30 days up to `last`, who is back by then: as many as the part says, whoever was seen later
 * first.
 */
export function whoIsBack(
  people: readonly Starter[],
  on: { readonly last: number; readonly part: number; readonly random: Random },
) {
  const cohort = on.random.shuffle(people.filter(within(on.last - 63, on.last - 34)))
  const back = cohort.toSorted((a, b) => lastSeen(b) - lastSeen(a)).slice(0, Math.round(cohort.length * on.part))
  return { cohort: new Set(cohort), back: new Set(back) }
}

/** Whether they came so lately that their first weeks are told. */
export function isNew({ first }: Starter): boolean {
  return first > -100
}

const month = { from: 27, to: 33 }
/** Parts of those who stay that come in a later week, and parts of the others: of the second week, of the third and so on. */
const coming = { staying: [0.9], leaving: [0.36, 0.2, 0.1, 0, 0.04] } as const

/**
 * The days of somebody new: the first, some more of that week, and weeks in which they are back. Who is back after 30 days comes in most
 * weeks, of the others fewer from week to week, and on none of the days 27 to 33; so the part of new users that is seen falls to the
 * published one. Whoever an event saw in the last 30 days, or in the 30 before, has a day there.
 */
export function courseOf(
  { first, seen }: Starter,
  on: { readonly isBack: boolean; readonly calendar: Calendar; readonly random: Random },
): number[] {
  const { isBack, calendar, random } = on
  const isFree = (day: number) => isBack || day < first + month.from || day > first + month.to
  const some = (from: number, to: number) => {
    const free = span(Math.max(from, first + 1), Math.min(to, -1)).filter(isFree)
    const keyed = free.map((day) => ({ day, key: random.unit() ** (1 / calendar.weight(day)) }))
    const count = 1 + (random.unit() < (isBack ? 0.6 : 0.2) ? 1 : 0)
    return keyed
      .toSorted((a, b) => b.key - a.key)
      .slice(0, count)
      .map(({ day }) => day)
  }
  const days = new Set([first, ...(random.unit() < (isBack ? 0.9 : 0.45) ? some(first, first + 6) : [])])
  const parts = isBack ? coming.staying : coming.leaving
  for (let week = 1; first + 7 * week < 0; week++) {
    if (random.unit() < (parts[week - 1] ?? parts.at(-1) ?? 0)) {
      for (const day of some(first + 7 * week, first + 7 * week + 6)) days.add(day)
    }
  }
  const has = (from: number, to: number) => [...days].some((day) => day >= from && day <= to)
  if (isBack && !has(first + month.from, first + month.to)) {
    for (const day of some(first + month.from, first + month.to)) days.add(day)
  }
  for (const [at, from, to] of [
    [seen.current, -30, -1],
    [seen.previous, -60, -31],
  ] as const) {
    if (at === null || has(from, to)) continue
    const free = span(Math.max(first, from), to).filter(isFree)
    const day = free.toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at))[0]
    if (day !== undefined) days.add(day)
  }
  return [...days].toSorted((a, b) => a - b)
}
