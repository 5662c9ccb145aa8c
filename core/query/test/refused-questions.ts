const having = { member: 'x.rows', operator: 'gt', values: [1] }
const provider = { member: 'x.provider', operator: 'equals', values: ['meta'] }
const week = { range: { from: '2026-10-01', to: '2026-10-08' } }
const top = { dimension: 'x.provider', by: 'x.step1', n: 1, other: true }
const open = { metrics: [{ id: 'x.open' }] }

/** Questions that cannot be answered safely, and the codes they are refused with. */
export const refusedQuestions: readonly (readonly [query: object, code: string])[] = [
  [{ metrics: [{ id: 'x.nope' }] }, 'unknown_member'],
  [{ dimensions: ['x.nope'] }, 'unknown_member'],
  [{ ...open, dimensions: ['x.kind'] }, 'no_safe_join_path'],
  [{ ...open, filters: { ...provider, member: 'x.kind' } }, 'no_safe_join_path'],
  [{ filters: { or: [having, provider] } }, 'mixed_filter'],
  [{ filters: { ...having, member: 'x.users' } }, 'metric_not_queried'],
  [{ order: [{ key: 'x.users', dir: 'asc' }] }, 'metric_not_queried'],
  [{ metrics: [{ id: 'x.rows' }, { id: 'x.rows' }] }, 'duplicate_column'],
  [{ metrics: [{ id: 'x.spend' }], time: { ...week, grain: 'hour' } }, 'grain_finer_than_fact'],
  [{ filters: { member: 'x.provider', operator: 'gt', values: ['a', 'b'] } }, 'invalid_query'],
  [{ filters: { member: 'x.provider', operator: 'equals' } }, 'invalid_query'],
  [{ time: { ...week, timeZone: 'Nowhere/Land' } }, 'zone_unknown'],
  [{ top }, 'invalid_query'],
  [{ dimensions: ['x.provider'], top }, 'metric_not_queried'],
  [{ metrics: [{ id: 'x.step1' }], dimensions: ['x.provider'], top }, 'invalid_query'],
]
