import type { RunTransaction } from '@tessera/plugin-api/server'
import type { BelievedVersion } from './believed-version.ts'
import type { Caller } from './caller.ts'
import { writeEntry } from './audit-rows.ts'
import { insideTransaction, outsideTransactions, type OpenTransaction } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'

/**
 * Transactions of a caller: each waits for its tenant's turn, as questions do. Those of a plugin, by its schema, work as its role;
 * those of core itself as core.
 */
export function transactionOf(
  { database, turns }: Pick<ServiceParts, 'database' | 'turns'>,
  { tenant, signal, patienceMs, transactionMs }: Caller,
  { version, plugin }: { readonly version: BelievedVersion; readonly plugin?: string },
): RunTransaction {
  const transaction: RunTransaction = async (run) => {
    // why: who writes and then asks must see what was written
    version.forget()
    const due = patienceMs === undefined ? undefined : performance.now() + patienceMs
    const open: OpenTransaction = { tenantId: tenant.id, entries: [], isOpen: true }
    return turns.run({ tenantId: tenant.id, signal, due }, ({ hold }) =>
      database.tenantTransaction(tenant.id, (db) => insideTransaction(open, () => run(db)), {
        signal,
        onHeld: hold,
        lastly: async (db) => {
          for (const entry of open.entries) await writeEntry(db, entry)
        },
        ...(transactionMs === undefined ? {} : { timeoutMs: transactionMs }),
        ...(plugin === undefined ? {} : { plugin }),
      }),
    )
  }
  return outsideTransactions('transaction', transaction) as RunTransaction
}
