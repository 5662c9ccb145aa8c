import type { PluginSpec } from '@tessera/plugin-api'
import type { ReadOptions } from '@tessera/plugin-api/server'
import { deleteRows, readRows, recordTable, upsertRows, type RecordPlace } from '@tessera/records'
import type { Actor } from './caller.ts'
import { runFollowers } from './followers.ts'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'

type Row = Readonly<Record<string, unknown>>

/** The tables of one plugin that are imported, in one tenant: written and read in transactions of the plugin. */
export function recordsOf(
  parts: Pick<ServiceParts, 'registry' | 'database' | 'jobs' | 'log'>,
  contract: PluginSpec,
  { by, ...work }: Pick<RecordPlace, 'tenantId' | 'transaction'> & { readonly by: Actor },
) {
  const place = (table: string): RecordPlace => ({
    ...work,
    table: recordTable(contract, table),
    changed: () => runFollowers(parts, { tenantId: work.tenantId, plugin: contract.id, table, by }),
  })
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
