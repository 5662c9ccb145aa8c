import type { MetricQuery } from '@tessera/plugin-api/wire'
import type { Window } from './question.ts'

/** A query for metrics of the plugin `shop` over a window. */
export function askShop(metrics: readonly string[], window: Window, more: Partial<MetricQuery> = {}): MetricQuery {
  return {
    metrics: metrics.map((id) => ({ id: `shop.${id}` })),
    time: { range: { from: window.from, to: window.to } },
    ...more,
  }
}

/** The same window cut into buckets. */
export function byGrain({ from, to }: Window, grain: 'day' | 'week' | 'month') {
  return { time: { range: { from, to }, grain } }
}
