import { expect } from 'vitest'
import { happening } from './rollup-story.ts'
import { userId, type Happening } from './world.ts'

/** Does these things over and over while three writers commit 15 rows each; the rows that were written. */
export async function whileWritten(
  put: (happenings: readonly Happening[]) => Promise<unknown>,
  doings: readonly (() => Promise<unknown>)[],
): Promise<readonly Happening[]> {
  const state = { done: false }
  const written: Happening[] = []
  const writer = async (lane: number) => {
    for (let n = 0; n < 15; n += 1) {
      const at = Date.parse('2026-10-24T01:00:00Z') + ((lane * 15 + n) % 60) * 3 * 3_600_000
      const own = happening(new Date(at).toISOString(), n % 2 ? 'a' : 'b', { user: userId(n) })
      await put([own])
      written.push(own)
    }
  }
  const until = async (run: () => Promise<unknown>) => {
    while (!state.done) await run()
  }
  const writers = Promise.all([0, 1, 2].map(writer)).finally(() => (state.done = true))
  await Promise.all([writers, ...doings.map(until)])
  return written
}

/** Rows only come, so an answer lies between those before and after it. */
export async function assertBetween(totalOf: (mode: 'auto' | 'off') => Promise<number>): Promise<void> {
  const before = await totalOf('off')
  const between = await totalOf('auto')
  const after = await totalOf('off')
  expect([before <= between, between <= after]).toEqual([true, true])
}
