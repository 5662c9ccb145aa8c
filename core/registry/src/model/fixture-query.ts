import {
  metricQuerySchema,
  type Filter,
  type Fixture,
  type FrameColumn,
  type MetricQuery,
} from '@tessera/plugin-api/wire'
import { fullId, pluginOf } from './ids.ts'
import { resolveFilter } from './resolve-panel.ts'

/** A name in a fixture as the query writes it: `value` is the metric, own names get the plugin's prefix. */
function memberOf(metric: string, name: string): string {
  return name === 'value' ? metric : fullId(pluginOf(metric), name)
}

function orderKey(metric: string, key: string): string {
  const [name = key, ...rest] = key.split(':')
  return name === 'time' ? key : [memberOf(metric, name), ...rest].join(':')
}

// why: totals stand beside the rows of a frame, where `expect` does not look; ask again without the dimension instead
const schema = metricQuerySchema.omit({ totals: true })

/** What a fixture asks, as a metric query. Throws what the query's schema refuses, as a `ZodError`. */
export function fixtureQuery(metric: string, { ask = {} }: Pick<Fixture, 'ask'>): MetricQuery {
  const { dimensions, filters, segments, order, top, rules } = ask
  const full = (name: string) => memberOf(metric, name)
  return schema.parse({
    ...ask,
    metrics: [{ id: metric }],
    ...(dimensions && { dimensions: dimensions.map(full) }),
    ...(filters && { filters: resolveFilter((name) => orderKey(metric, name), filters as Filter) }),
    ...(segments && { segments: segments.map((name) => fullId(pluginOf(metric), name)) }),
    ...(order && { order: order.map(({ key, dir }) => ({ key: orderKey(metric, key), dir })) }),
    ...(rules && {
      rules: Object.fromEntries(Object.entries(rules).map(([name, value]) => [fullId(pluginOf(metric), name), value])),
    }),
    ...(top && { top: { ...top, dimension: full(top.dimension), by: orderKey(metric, top.by) } }),
  })
}

/** Name under which a fixture of the metric expects a column of the answer. */
export function fixtureColumn(metric: string, { name }: Pick<FrameColumn, 'name'>): string {
  if (name === metric || name.startsWith(`${metric}:`)) return `value${name.slice(metric.length)}`
  const prefix = `${pluginOf(metric)}.`
  return name.startsWith(prefix) ? name.slice(prefix.length) : name
}
