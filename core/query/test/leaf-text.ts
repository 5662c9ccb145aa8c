import type { MetricModel } from '../src/index.ts'
import { metricQuerySchema } from '@tessera/plugin-api/wire'
import { groupLeaves, leafSql } from '../src/compile/group-leaves.ts'
import { periodsOf } from '../src/compile/periods.ts'
import { resolveQuery } from '../src/resolve/resolve-query.ts'
import { sqlPrinter } from '../src/compile/sql-printer.ts'

const tenant = { id: '', slug: 't', name: 'T', timeZone: 'Europe/Berlin', currency: 'EUR', weekStart: 1, asOf: null }

/** Statements of the leaves of one metric over a month, by day and provider unless asked otherwise. */
export function leafText(model: MetricModel, metric: string, more: object = {}): string {
  const query = metricQuerySchema.parse({
    metrics: [{ id: `x.${metric}` }],
    dimensions: ['x.provider'],
    time: { range: { from: '2026-10-01', to: '2026-10-31' }, grain: 'day' },
    ...more,
  })
  const now = new Date('2026-11-20T00:00:00Z')
  const resolved = resolveQuery(query, model, { context: { tenant, plugins: new Set(['x']) }, now })
  const [period] = periodsOf(resolved)
  if (!period) throw new Error('a query has a period')
  const statements = groupLeaves(resolved.measures).map((leaf) =>
    leafSql(leaf, { query: resolved, tenantId: tenant.id, period })?.compile(sqlPrinter).sql.trim(),
  )
  return `${statements.join(';\n\n')}\n`
}
