import type { FrameColumn } from '@tessera/plugin-api/wire'

/** The time column. */
export const time: FrameColumn = { name: 'time', role: 'time', type: 'date', title: 'Day' }

/** A metric of the first dashboard. */
export const metric = (name: string, title: string, more: Partial<FrameColumn> = {}): FrameColumn => ({
  name: `integrations.${name}`,
  metric: `integrations.${name}`,
  role: 'metric',
  type: 'number',
  unit: 'count',
  direction: 'up',
  title,
  ...more,
})

/** The column a metric is compared by. */
export const compared = (of: FrameColumn): FrameColumn => ({
  name: `${of.name}:previous_period`,
  role: 'comparison',
  type: 'number',
  title: of.title,
  comparison: 'previous_period',
  ...(of.metric === undefined ? {} : { metric: of.metric }),
  ...(of.unit === undefined ? {} : { unit: of.unit }),
})

/** The column with the number of observations behind a metric. */
export const sample = (of: FrameColumn): FrameColumn => ({
  name: `${of.name}:n`,
  role: 'sample',
  type: 'number',
  title: `${of.title}, n`,
})

/** The column that says how far a metric, or what it is compared with, may be off. */
export const margin = ({ name, title, unit, comparison }: FrameColumn): FrameColumn => ({
  name: comparison === undefined ? `${name}:margin` : name.replace(`:${comparison}`, `:margin:${comparison}`),
  role: 'margin',
  type: 'number',
  title,
  ...(unit === undefined ? {} : { unit }),
  ...(comparison === undefined ? {} : { comparison }),
})

/** A dimension with readable names. */
export const dimension = (
  name: string,
  title: string,
  more: Pick<FrameColumn, 'labels' | 'colors'> = {},
): FrameColumn => ({ name: `integrations.${name}`, role: 'dimension', type: 'text', title, ...more })

/** The column that tells the rest of `top` apart. */
export const otherOf = (of: FrameColumn): FrameColumn => ({
  name: `${of.name}:other`,
  role: 'other',
  type: 'boolean',
  title: 'All others',
})

export const users = metric('connected_users', 'Connected users')
export const success = metric('oauth_success_rate', 'OAuth success', { unit: 'ratio', target: { gt: 0.75 } })
export const disconnects = metric('disconnect_rate', 'Disconnect rate', { unit: 'ratio', direction: 'down' })
export const revenue = metric('revenue', 'Revenue', { unit: 'money' })
/** Estimates of the first dashboard: people counted by a sketch, and a percentile of one. */
export const people = metric('people', 'People', { error: 0.023, additivity: 'none' })
export const slow = metric('slow', 'Slow attempt', { unit: 'milliseconds', direction: 'down', error: 0.01 })
/** A score whose interval is known. */
export const score = metric('nps', 'NPS', { unit: 'points', target: { gte: 30 } })
export const provider = dimension('provider', 'Provider', {
  labels: { google: 'Google', microsoft: 'Microsoft', meta: 'Meta', linkedin: 'LinkedIn' },
})
