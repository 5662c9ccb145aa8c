import type { PluginSpec } from '@tessera/plugin-api'
import type { ReadOptions } from '@tessera/plugin-api/server'
import { deleteRows, readRows, recordTable, upsertRows, type RecordPlace } from '@tessera/records'
import { outsideTransactions } from './open-transaction.ts'

type Row = Readonly<Record<string, unknown>>

/** The tables of one plugin that are imported, in one tenant: written and read in transactions of the plugin. */
export function recordsOf(contract: PluginSpec, work: Pick<RecordPlace, 'tenantId' | 'transaction'>) {
  const place = (table: string): RecordPlace => ({ ...work, table: recordTable(contract, table) })
  return {
    upsert: outsideTransactions('records.upsert', async (table: string, rows: readonly unknown[]) =>
      upsertRows(place(table), rows),
    ),
    delete: outsideTransactions('records.delete', async (table: string, keys: readonly unknown[]) =>
      deleteRows(place(table), keys),
    ),
    read: outsideTransactions('records.read', async (table: string, options?: ReadOptions<Row>) =>
      readRows(place(table), options),
    ),
  }
}
