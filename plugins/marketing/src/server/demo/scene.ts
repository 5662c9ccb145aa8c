import type { Calendar } from './calendar.ts'
import type { Picture } from './picture.ts'
import type { Random } from './random.ts'

/** What all parts of the demo are laid from. */
export interface Scene {
  readonly picture: Picture
  readonly calendar: Calendar
  readonly random: Random
}

/** Days of the window so many windows ago, the earliest first. */
export const daysOf = (window: number): number[] => Array.from({ length: 30 }, (_, nth) => -30 * (window + 1) + nth)

/** A figure so many windows ago: the last three are alike, those before smaller. */
export const backThen = (figure: number, window: number, growth: number): number =>
  figure / growth ** Math.max(0, window - 2)

/** Splits a whole number by weights into whole numbers that add up to it: each is off by less than one. */
export function split(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, one) => all + one, 0)
  let [until, given] = [0, 0]
  return weights.map((weight) => {
    until += weight
    const part = Math.round((total * until) / sum) - given
    given += part
    return part
  })
}

/** A moment of a day in working hours. */
export const momentOf = ({ calendar, random }: Scene, day: number): Date =>
  new Date(calendar.startOf(day) + random.int(7 * 3600, 21 * 3600) * 1000)

/** A day of a window, working days more often than others. */
export function dayOfWindow({ calendar, random }: Scene, window: number): number {
  for (;;) {
    const day = -30 * (window + 1) + random.int(0, 29)
    if (random.unit() * 1.1 < calendar.weight(day)) return day
  }
}
