import { lastDay } from '../data/world.ts'
import type { Window } from './question.ts'

/** The window of so many days that ends `back` days before the last one of the data. */
export function windowOf(days: number, back: number): Window {
  const to = Temporal.PlainDate.from(lastDay).subtract({ days: back })
  return { from: to.subtract({ days }).toString(), to: to.toString() }
}
