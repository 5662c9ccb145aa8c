import { expect, test } from 'vitest'
import { sqlPrinter } from '../src/compile/sql-printer.ts'
import { gridOf } from '../src/rollup/bucket-grid.ts'
import type { RollupDefinition } from '../src/rollup-definition.ts'
import { gatherDefinitions } from '../src/rollup/gather-definitions.ts'
import { refillStatements, tableStatements } from '../src/rollup/rows-sql.ts'
import { keptLeaves, withoutHash } from './kept-leaves.ts'
import { allMetrics, model } from './world.ts'

const { definitions } = gatherDefinitions(allMetrics(), () => 'world')
const named = (id: string) => definitions.find((definition) => definition.id === id) as RollupDefinition
const hour = { from: Date.parse('2026-10-20T10:00:00Z'), to: Date.parse('2026-10-20T11:00:00Z') }
const file = (name: string) => `../../../docs/reference/rollups/${name}.sql`

test('SQL of answers from rollups, as docs/guides/rollups.md shows it', async () => {
  const kept = { model, definitions }
  const changed = { ...kept, changes: [hour] }
  await expect(keptLeaves(kept, 'mean').text).toMatchFileSnapshot(file('whole'))
  await expect(keptLeaves(changed, 'rows_a').text).toMatchFileSnapshot(file('mixed'))
  await expect(keptLeaves(changed, 'users').text).toMatchFileSnapshot(file('entity'))
})

test('SQL that keeps rollups, as docs/guides/rollups.md shows it', async () => {
  const definition = named('x.events.short')
  const grid = gridOf(definition, 'Europe/Berlin')
  const buckets = { tenantId: '', grid, spans: [hour] }
  const text = (statements: ReturnType<typeof tableStatements>) =>
    withoutHash(`${statements.map((statement) => statement.compile(sqlPrinter).sql.trim()).join(';\n\n')}\n`)
  await expect(text(tableStatements(named('x.spends.daily')))).toMatchFileSnapshot(file('table'))
  await expect(
    text(refillStatements(named('x.spends.daily'), { ...buckets, grid: gridOf(named('x.spends.daily'), 'UTC') })),
  ).toMatchFileSnapshot(file('refill'))
})
