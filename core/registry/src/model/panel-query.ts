import { clockDimensions, periodDimension, type PanelQuery, type PanelSpec, type ViewShape } from '@tessera/plugin-api'
import type { Cell, Compare, Filter, MetricQuery, Range } from '@tessera/plugin-api/wire'

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

/** A panel as far as its question goes, with full ids, and what its view is. */
export type AskedPanel = Pick<PanelSpec, 'query' | 'options'> & { readonly shape: ViewShape }

/**
 * The metric query of a panel on a page. Everything that asks for a panel's figures asks this: the page, the check of a plugin as it
 * is loaded, the conformance suite.
 */
export function panelQuery(panel: AskedPanel, page: PageTime): MetricQuery {
  const { query } = panel
  return {
    metrics: query.metrics.map((id) => ({ id })),
    ...(query.dimensions === undefined ? {} : { dimensions: [...query.dimensions] }),
    time: timeOf(query, query.grain, page),
    ...(query.filters === undefined ? {} : { filters: query.filters }),
    ...segmentsOf(query, page),
    ...rulesAsked(query),
    ...compareOf(query, page),
    ...topOf(panel),
    ...(panel.shape.state?.sparse === true ? { fill: 'none' as const } : {}),
    ...(query.samples === undefined ? {} : { samples: query.samples }),
    ...(query.totals === undefined ? {} : { totals: query.totals }),
    ...orderOf(query),
    ...(query.limit === undefined ? {} : { limit: query.limit }),
  }
}

/** The course of a panel's first metric over the range, where its view draws that; null where none is drawn. */
export function trendQuery({ shape, query, options }: AskedPanel, page: PageTime): MetricQuery | null {
  const course = shape.state?.course
  if (course === undefined || optionOf(options, course.option) === false) return null
  return {
    metrics: query.metrics.slice(0, 1).map((id) => ({ id })),
    time: timeOf(query, 'auto', page),
    ...(query.filters === undefined ? {} : { filters: query.filters }),
    ...segmentsOf(query, page),
    ...rulesAsked(query),
  }
}

/** A panel broken down by another dimension, narrowed to one value of its own first dimension when one is given. */
export function drillQuery(panel: AskedPanel, by: string, page: PageTime & { readonly value?: Cell }): MetricQuery {
  const { grain: _, order: __, ...rest } = panel.query
  const first = rest.dimensions?.[0]
  const narrow = first === undefined || page.value === undefined ? undefined : equals(first, page.value)
  const filters = [rest.filters, narrow].filter((filter) => filter !== undefined)
  const metric = rest.metrics[0]
  const query: PanelQuery = {
    ...rest,
    dimensions: [by],
    ...(filters.length === 0 ? {} : { filters: all(filters) }),
    ...(isClock(by) ? inOrder([by]) : metric === undefined ? {} : { order: [{ key: metric, dir: 'desc' as const }] }),
    limit: 100,
  }
  return panelQuery({ ...panel, query }, page)
}

/** Every question that a page may ask for a panel, each with what it is asked for. */
export function panelQuestions(
  panel: Pick<PanelSpec, 'drill'> & AskedPanel,
  page: PageTime,
): readonly { readonly asked: string; readonly query: MetricQuery }[] {
  const trend = trendQuery(panel, page)
  const by = panel.drill?.dimension
  return [
    { asked: 'as shown', query: panelQuery(panel, page) },
    ...(trend === null ? [] : [{ asked: 'its course', query: trend }]),
    ...(by === undefined ? [] : [{ asked: `broken down by ${by}`, query: drillQuery(panel, by, page) }]),
  ]
}

const isClock = (dimension: string) => clockDimensions.includes(dimension)
const inOrder = (keys: readonly string[]) => ({ order: keys.map((key) => ({ key, dir: 'asc' as const })) })

/** A panel's own order; without one, weekdays and hours stand as they follow each other. */
function orderOf({ order, dimensions = [], grain, limit }: PanelQuery): { order?: MetricQuery['order'] } {
  if (order !== undefined) return { order: order.map(({ key, dir }) => ({ key, dir })) }
  const [first] = dimensions
  if (first === undefined || !isClock(first) || grain !== undefined || limit !== undefined) return {}
  return inOrder(dimensions)
}

/**
 * The values a view draws, the largest by the first metric. Periods of retention are all drawn, weekdays and hours too but as lines;
 * a panel's own limit holds.
 */
function topOf({ shape, query, options }: AskedPanel): { top?: MetricQuery['top'] } {
  const { metrics, dimensions = [], limit, grain } = query
  const top = shape.state?.top
  const [by, ...others] = metrics
  const [dimension, ...further] = dimensions
  if (top === undefined || by === undefined || dimension === undefined || further.length > 0) return {}
  if (limit !== undefined || dimension === periodDimension || (isClock(dimension) && grain === undefined)) return {}
  const stated = optionOf(options, top.option)
  const most = typeof stated === 'number' ? stated : top.values
  const n = top.shared === true ? Math.max(1, Math.floor(most / (1 + others.length))) : most
  return { top: { dimension, by, n, other: 'auto' } }
}

const optionOf = (options: AskedPanel['options'], name: string | undefined) =>
  name === undefined ? undefined : options?.[name]

function equals(member: string, value: Cell): Filter {
  return value === null ? { member, operator: 'notSet' } : { member, operator: 'equals', values: [value] }
}

function all(filters: readonly Filter[]): Filter {
  const [only, ...more] = filters
  return only !== undefined && more.length === 0 ? only : { and: [...filters] }
}

function timeOf(query: PanelQuery, grain: PanelQuery['grain'], { range, timeZone, now }: PageTime) {
  return { range: query.range ?? range, ...(grain === undefined ? {} : { grain }), timeZone, now }
}

const rulesAsked = ({ rules }: PanelQuery) => (rules === undefined ? {} : { rules: { ...rules } })

/** The panel's own segments and the page's. */
function segmentsOf({ segments: own = [] }: PanelQuery, page: PageTime): { segments?: string[] } {
  const segments = [...new Set([...own, ...page.segments])]
  return segments.length === 0 ? {} : { segments }
}

function compareOf({ compare = 'dashboard' }: PanelQuery, page: PageTime): { compare?: Compare[] } {
  const list = compare === 'dashboard' ? page.compare : compare === 'none' ? [] : compare
  return list.length === 0 ? {} : { compare: [...list] }
}
