import { asPlugin, type Database } from '@tessera/database'
import { recordTable, beginImport, endImport, importRows, rowsOfCells, sortPart, undoImport } from '@tessera/records'
import type { ImportPlace, RefusedRow, UndoOutcome } from '@tessera/records'
import { schemaOf, type Registry } from '@tessera/registry'
import { openRowFile } from '@tessera/row-files'
import type { PluginServices } from '@tessera/services'
import { kitErrors } from '../errors.ts'

/** What became of a file that a test imported. */
export interface TestImport {
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
  /** What is wrong with rows that were refused, each place. */
  readonly refused: readonly RefusedRow[]
  readonly undo: () => Promise<UndoOutcome>
}

const atOnce = 1_000

/** Imports a file into a table (`<plugin>.<table>`) of a tenant, whose columns have the names of the table's. */
export async function importFile(
  {
    database,
    registry,
    services,
  }: { readonly database: Database; readonly registry: Registry; readonly services: Pick<PluginServices, 'follow'> },
  { tenantId, named }: { readonly tenantId: string; readonly named: string },
  text: string | Uint8Array<ArrayBuffer>,
): Promise<TestImport> {
  const [plugin = '', name = ''] = named.split('.', 2)
  const contract = registry.plugin(plugin)?.contract
  if (!contract) throw kitErrors('plugin_not_running', { plugin, stage: 'discovery', reason: 'it is not here' })
  const place: ImportPlace = {
    tenantId,
    table: recordTable(contract, name),
    transaction: (run) => database.tenantTransaction(tenantId, run),
    changed: () => services.follow({ tenantId, plugin, table: name }),
    asPlugin: (db, run) => asPlugin(db, schemaOf(plugin), run),
  }
  const { columns, typed, parts } = await openRowFile(new Blob([text]))
  const id = await beginImport(place, { importer: { kind: 'server', id: null }, file: null })
  const sum = { inserted: 0, updated: 0, unchanged: 0 }
  const refused: RefusedRow[] = []
  for await (const { cells, lines } of parts(atOnce)) {
    const done = await importRows(
      place,
      id,
      await sortPart(place.table, { rows: rowsOfCells(place.table, { columns, cells, typed }), lines }),
    )
    for (const key of ['inserted', 'updated', 'unchanged'] as const) sum[key] += done[key]
    refused.push(...done.refused)
  }
  await endImport(place, id)
  return { ...sum, refused, undo: () => undoImport(place, id) }
}
