import type { SetTarget } from '@tessera/plugin-api/wire'
import { dayFrom } from './target-words.ts'

const bounds = ['gte', 'gt', 'lte', 'lt'] as const

/** Targets as the table of a file that can be imported again. */
export function targetFileCsv(targets: readonly SetTarget[]) {
  const heads = ['metric', 'from', 'last', 'dimension', 'value'].map((title) => ({ title, type: 'text' as const }))
  return {
    heads: [...heads, ...bounds.map((title) => ({ title, type: 'number' as const }))],
    rows: targets.map(({ metric, from, to, dimension, value, target }) => [
      metric,
      from,
      dayFrom(to, -1),
      dimension,
      value,
      ...bounds.map((bound) => target[bound] ?? null),
    ]),
  }
}
