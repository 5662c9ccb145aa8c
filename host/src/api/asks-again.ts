import { problemOf } from './problem-of.ts'

/** How often a question is asked again, each time after twice as long: a page whose cards are refused waits a minute in all. */
const mostTries = { offline: 1, too_busy: 6 } as const

/**
 * Whether a question that failed is asked again by itself. A page may have more cards than a busy server can answer in time: those it
 * refuses wait their turn, and their cards with them.
 */
export function asksAgain(count: number, error: unknown): boolean {
  const { code } = problemOf(error)
  return (code === 'offline' || code === 'too_busy') && count < mostTries[code]
}
