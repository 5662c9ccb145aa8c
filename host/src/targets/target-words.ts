import type { DimensionInfo, SetTarget } from '@tessera/plugin-api/wire'
import { formatDate } from '@tessera/ui'

/** The day that many days after a day, `YYYY-MM-DD`. */
export function dayFrom(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}

/** A period by its first and its last day. */
export function periodWords({ from, to }: Pick<SetTarget, 'from' | 'to'>): string {
  const written = (day: string) => formatDate(day, { year: 'numeric', month: 'short', day: 'numeric' })
  return `${written(from)} to ${written(dayFrom(to, -1))}`
}

/** `1 target`, `2,000 targets`. */
export function targetsCount(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'target' : 'targets'}`
}

/** What a target is of: all there is, or one value of a dimension. */
export function partWords(
  { dimension, value }: Pick<SetTarget, 'dimension' | 'value'>,
  dimensions: readonly DimensionInfo[],
): string {
  if (dimension === null || value === null) return 'all'
  const known = dimensions.find(({ id }) => id === dimension)
  return `${known?.title ?? dimension} ${known?.labels[value] ?? value}`
}
