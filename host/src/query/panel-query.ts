import type { PanelQuery } from '@tessera/plugin-api'
import type { Cell, Compare, Filter, Grain, MetricQuery, Range } from '@tessera/plugin-api/wire'
import { autoGrain } from './auto-grain.ts'

/** What all panels of a page are asked with. */
export interface PageTime {
  readonly range: Range
  readonly compare: readonly Compare[]
  readonly timeZone: string
  /** Named filters that all figures are narrowed to. */
  readonly segments: readonly string[]
  /** The page's one "now", ISO instant. */
  readonly now: string
}

/** The metric query of a panel on a page. */
export function panelQuery(query: PanelQuery, page: PageTime): MetricQuery {
  const range = query.range ?? page.range
  const grain = query.grain === 'auto' ? autoGrain(range, new Date(page.now)) : query.grain
  return {
    metrics: query.metrics.map((id) => ({ id })),
    ...(query.dimensions === undefined ? {} : { dimensions: [...query.dimensions] }),
    time: timeOf(range, grain, page),
    ...(query.filters === undefined ? {} : { filters: query.filters }),
    ...segmentsOf(query, page),
    ...compareOf(query, page),
    ...(query.samples === undefined ? {} : { samples: query.samples }),
    ...(query.totals === undefined ? {} : { totals: query.totals }),
    ...(query.order === undefined ? {} : { order: query.order.map(({ key, dir }) => ({ key, dir })) }),
    ...(query.limit === undefined ? {} : { limit: query.limit }),
  }
}

/** The course of a panel's first metric over the range, for the sparkline below a big number. */
export function trendQuery(query: PanelQuery, page: PageTime): MetricQuery {
  const range = query.range ?? page.range
  return {
    metrics: query.metrics.slice(0, 1).map((id) => ({ id })),
    time: timeOf(range, autoGrain(range, new Date(page.now)), page),
    ...(query.filters === undefined ? {} : { filters: query.filters }),
    ...segmentsOf(query, page),
  }
}

/** The same query with day instead of a finer grain; null where that would not change it. */
export function byDay(query: MetricQuery): MetricQuery | null {
  const { time } = query
  return time?.grain === 'hour' || time?.grain === 'minute' ? { ...query, time: { ...time, grain: 'day' } } : null
}

/** A panel broken down by another dimension, narrowed to one value of its own first dimension when one is given. */
export function drillQuery(query: PanelQuery, by: string, page: PageTime & { readonly value?: Cell }): MetricQuery {
  const { grain: _, order: __, limit: ___, ...rest } = query
  const first = query.dimensions?.[0]
  const narrow = first === undefined || page.value === undefined ? undefined : equals(first, page.value)
  const filters = [query.filters, narrow].filter((filter) => filter !== undefined)
  const metric = query.metrics[0]
  return panelQuery(
    {
      ...rest,
      dimensions: [by],
      ...(filters.length === 0 ? {} : { filters: all(filters) }),
      ...(metric === undefined ? {} : { order: [{ key: metric, dir: 'desc' as const }] }),
      limit: 100,
    },
    page,
  )
}

function equals(member: string, value: Cell): Filter {
  return value === null ? { member, operator: 'notSet' } : { member, operator: 'equals', values: [value] }
}

function all(filters: readonly Filter[]): Filter {
  const [only, ...more] = filters
  return only !== undefined && more.length === 0 ? only : { and: [...filters] }
}

function timeOf(range: Range, grain: Grain | undefined, { timeZone, now }: PageTime): MetricQuery['time'] {
  return { range, ...(grain === undefined ? {} : { grain }), timeZone, now }
}

/** The panel's own segments and the page's. */
function segmentsOf({ segments: own = [] }: PanelQuery, page: PageTime): { segments?: string[] } {
  const segments = [...new Set([...own, ...page.segments])]
  return segments.length === 0 ? {} : { segments }
}

function compareOf({ compare = 'dashboard' }: PanelQuery, page: PageTime): { compare?: Compare[] } {
  const list = compare === 'dashboard' ? page.compare : compare === 'none' ? [] : compare
  return list.length === 0 ? {} : { compare: [...list] }
}
