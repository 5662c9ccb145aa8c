import { expect, test } from 'vitest'
import { metricQuerySchema } from '@tessera/plugin-api/wire'
import { groupLeaves } from '../src/compile/group-leaves.ts'
import { periodsOf } from '../src/compile/periods.ts'
import { resolveQuery } from '../src/resolve/resolve-query.ts'
import type { RollupDefinition } from '../src/rollup/definition.ts'
import { gatherDefinitions } from '../src/rollup/gather-definitions.ts'
import { refillStatements, tableStatements } from '../src/rollup/rows-sql.ts'
import { gridOf } from '../src/rollup/bucket-grid.ts'
import { sourceLeaf } from '../src/rollup/source-leaf.ts'
import { allMetrics, model } from './world.ts'
import { sqlPrinter } from '../src/compile/sql-printer.ts'

const tenant = { id: '', slug: 't', name: 'T', timeZone: 'Europe/Berlin', currency: 'EUR', weekStart: 1, asOf: null }
const { definitions } = gatherDefinitions(allMetrics(), () => 'world')
const named = (id: string) => definitions.find((definition) => definition.id === id) as RollupDefinition
/** The hash in a table's name changes with the test world; the documents show none. */
const plain = (text: string) => text.replaceAll(/(rollup_\w+)_[0-9a-f]{8}/g, '$1').replaceAll(/ [0-9a-f]{8}'/g, " …'")

function leafText(metric: string, changes: readonly { from: number; to: number }[]): string {
  const query = metricQuerySchema.parse({
    metrics: [{ id: `x.${metric}` }],
    dimensions: ['x.provider'],
    time: { range: { from: '2026-10-01', to: '2026-10-31' }, grain: 'day' },
  })
  const now = new Date('2026-11-20T00:00:00Z')
  const resolved = resolveQuery(query, model, { context: { tenant, plugins: new Set(['x']) }, now })
  const states = new Map(
    definitions.map(({ id }) => [id, { status: 'ready' as const, timeZone: 'Europe/Berlin', detail: null }]),
  )
  const view = { definitions, states, changes: new Map([['world.events', changes]]) }
  const [period] = periodsOf(resolved)
  if (!period) throw new Error('a query has a period')
  const leaves = groupLeaves(resolved.measures).flatMap((leaf) =>
    sourceLeaf(leaf, { query: { ...resolved, rollups: view }, tenantId: tenant.id, period }),
  )
  return plain(`${leaves.map(({ select }) => select.compile(sqlPrinter).sql.trim()).join(';\n\n')}\n`)
}

const hour = { from: Date.parse('2026-10-20T10:00:00Z'), to: Date.parse('2026-10-20T11:00:00Z') }
const file = (name: string) => `../../../docs/reference/rollups/${name}.sql`

test('SQL of answers from rollups, as docs/guides/rollups.md shows it', async () => {
  await expect(leafText('mean', [])).toMatchFileSnapshot(file('whole'))
  await expect(leafText('rows_a', [hour])).toMatchFileSnapshot(file('mixed'))
  await expect(leafText('users', [hour])).toMatchFileSnapshot(file('entity'))
})

test('SQL that keeps rollups, as docs/guides/rollups.md shows it', async () => {
  const definition = named('x.events.short')
  const grid = gridOf(definition, 'Europe/Berlin')
  const buckets = { tenantId: tenant.id, grid, spans: [hour] }
  const text = (statements: ReturnType<typeof tableStatements>) =>
    plain(`${statements.map((statement) => statement.compile(sqlPrinter).sql.trim()).join(';\n\n')}\n`)
  await expect(text(tableStatements(named('x.spends.daily')))).toMatchFileSnapshot(file('table'))
  await expect(
    text(refillStatements(named('x.spends.daily'), { ...buckets, grid: gridOf(named('x.spends.daily'), 'UTC') })),
  ).toMatchFileSnapshot(file('refill'))
})
