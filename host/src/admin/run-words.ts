import { durationWords } from './duration-words.ts'
import type { ShownRun } from './shown-job.ts'

/** What became of a run, in a line: how far it came, how long it took and how often it was tried, and why it failed. */
export function runWords(
  run: Pick<ShownRun, 'state' | 'progress' | 'note' | 'attempts' | 'error' | 'startedAt' | 'endedAt'>,
): string {
  const { state, progress, note, attempts, error, startedAt, endedAt } = run
  const parts = [
    ...(state === 'running' && progress !== null ? [`${Math.round(progress * 100)}%`] : []),
    ...(note === null ? [] : [note]),
    ...(startedAt !== null && endedAt !== null
      ? [`took ${durationWords(Date.parse(endedAt) - Date.parse(startedAt))}`]
      : []),
    ...(attempts > 1 ? [`tried ${attempts} times`] : []),
    ...(error === null ? [] : [error]),
  ]
  return parts.join(' · ')
}
