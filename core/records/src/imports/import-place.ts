import type { RunTransaction } from '@tessera/plugin-api/server'
import type { Kysely } from 'kysely'
import type { RecordTable } from '../record-table.ts'

/** A table of one tenant that is imported into. */
export interface ImportPlace {
  readonly table: RecordTable
  readonly tenantId: string
  /** Transactions of core: what is noted of an import stands in the commit that writes its rows. */
  readonly transaction: RunTransaction
  /** Hears that rows of an import that is over are stored, or were taken back. It never fails. */
  readonly changed: () => Promise<void>
  /** Works as the table's plugin within such a transaction. */
  readonly asPlugin: <T>(db: Kysely<never>, run: (db: Kysely<never>) => Promise<T>) => Promise<T>
}
