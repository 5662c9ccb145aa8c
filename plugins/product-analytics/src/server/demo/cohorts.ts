import type { Person } from './people.ts'
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

/** The days 27 to 33 after the first. */
export function monthLater({ first }: Starter): number[] {
  return [27, 28, 29, 30, 31, 32, 33].map((age) => first + age)
}
