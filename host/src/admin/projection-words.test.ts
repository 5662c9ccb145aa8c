import { expect, test } from 'vitest'
import { isReading, projectionWords, type Reader } from './projection-words.ts'

const reader = (state: Reader['state'], behind: number, aside = 0, reason: string | null = null): Reader => ({
  state,
  projection: { behind, aside, reason },
})

test.each<[Reader, readonly string[], boolean]>([
  [{ state: 'ready', projection: null }, [], false],
  [reader('ready', 0), [], false],
  [reader('ready', 12_400), ['Reads stored events: 12,400 events to go'], true],
  [reader('failed', 1), ['1 event to read when it runs again'], false],
  [reader('degraded', 0, 2, 'no more room'), ['2 events set aside', 'no more room'], false],
])('%j', (plugin, words, reads) => {
  expect(projectionWords(plugin)).toEqual(words)
  expect(isReading(plugin)).toBe(reads)
})
