import { metricQuerySchema } from '@tessera/plugin-api/wire'
import type { MetricModel } from '../src/index.ts'
import { groupLeaves } from '../src/compile/group-leaves.ts'
import { periodsOf } from '../src/compile/periods.ts'
import { sqlPrinter } from '../src/compile/sql-printer.ts'
import { resolveQuery } from '../src/resolve/resolve-query.ts'
import type { RollupDefinition } from '../src/rollup-definition.ts'
import { sourceLeaf } from '../src/rollup/source-leaf.ts'

const tenant = { id: '', slug: 't', name: 'T', timeZone: 'Europe/Berlin', currency: 'EUR', weekStart: 1, asOf: null }

/** The hash in a table's name changes with the test world; the documents show none. */
export const withoutHash = (text: string) =>
  text.replaceAll(/(rollup_\w+)_[0-9a-f]{8}/g, '$1').replaceAll(/ [0-9a-f]{8}'/g, " …'")

/** What a question is asked over: rollups, all of them ready, and what changed since they were built. */
export interface Kept {
  readonly model: MetricModel
  readonly definitions: readonly RollupDefinition[]
  readonly changes?: readonly { readonly from: number; readonly to: number }[]
}

/** Statements of the leaves of one metric over October 2026, by day and provider unless asked otherwise, and where they read. */
export function keptLeaves({ model, definitions, changes = [] }: Kept, metric: string, more: object = {}) {
  const query = metricQuerySchema.parse({
    metrics: [{ id: `x.${metric}` }],
    dimensions: ['x.provider'],
    time: { range: { from: '2026-10-01', to: '2026-10-31' }, grain: 'day', timeZone: 'Europe/Berlin' },
    ...more,
  })
  const now = new Date('2026-11-20T00:00:00Z')
  const resolved = resolveQuery(query, model, { context: { tenant, plugins: new Set(['x']) }, now })
  const states = new Map(
    definitions.map(({ id }) => [id, { status: 'ready' as const, timeZone: 'Europe/Berlin', detail: null }]),
  )
  const view = { definitions, states, changes: new Map(definitions.map(({ fact }) => [fact.table, changes])) }
  const [period] = periodsOf(resolved)
  if (!period) throw new Error('a query has a period')
  const leaves = groupLeaves(resolved.measures).flatMap((leaf) =>
    sourceLeaf(leaf, { query: { ...resolved, rollups: view }, tenantId: tenant.id, period }),
  )
  const text = `${leaves.map(({ select }) => select.compile(sqlPrinter).sql.trim()).join(';\n\n')}\n`
  return { text: withoutHash(text), sources: leaves.map(({ source }) => source) }
}
