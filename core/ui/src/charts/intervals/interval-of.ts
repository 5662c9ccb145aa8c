import type { Cell } from '@tessera/plugin-api/wire'
import { wilson } from '../../format/wilson.ts'
import { marginOf } from '../../frame/margin-of.ts'
import { cellOf, numberOf, type MetricColumn } from '../../frame/read-frame.ts'

/** What a value may lie between. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** The interval of a value: by the metrics that are its ends, else by its margin, else of a share by its sample, else of an estimate by its error. */
export function intervalOf(
  row: readonly Cell[],
  metric: MetricColumn,
  told: {
    readonly value: number
    readonly ends: { readonly low: MetricColumn | undefined; readonly high: MetricColumn | undefined }
  },
): Interval | undefined {
  const { value, ends } = told
  const [low, high] = [numberOf(cellOf(row, ends.low)), numberOf(cellOf(row, ends.high))]
  if (low !== null && high !== null) return { low: Math.min(low, high), high: Math.max(low, high) }
  const margin = marginOf(row, metric)
  if (margin !== null) return { low: value - margin, high: value + margin }
  const n = numberOf(cellOf(row, metric.sample))
  if (metric.unit === 'ratio' && n !== null && n > 0 && value >= 0 && value <= 1) return wilson(value, n)
  const off = Math.abs(value) * (metric.error ?? 0)
  return off > 0 ? { low: value - off, high: value + off } : undefined
}
