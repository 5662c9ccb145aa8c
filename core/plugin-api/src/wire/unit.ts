/** What one value of a metric measures. Ratios travel as 0..1, money in the tenant's currency, durations in the named unit. */
export const units = [
  'count',
  'ratio',
  'money',
  'milliseconds',
  'seconds',
  'minutes',
  'hours',
  'days',
  'months',
  'points',
  'multiple',
] as const

/** One of `units`. */
export type Unit = (typeof units)[number]

/** Which way of moving is good for the business; colours a change instead of its sign. */
export type Direction = 'up' | 'down' | 'neutral'

/** How a metric may be combined. `full`: add over everything. `idempotent`: min and max. `semi`: add over entities, last over time. `none`: recompute from rows. */
export type Additivity = 'full' | 'idempotent' | 'semi' | 'none'

/** Width of a time bucket. Minutes and hours are instants, from `day` up they are local calendar dates. */
export const grains = ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const

/** One of `grains`. */
export type Grain = (typeof grains)[number]
