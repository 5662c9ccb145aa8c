import { AsyncLocalStorage } from 'node:async_hooks'
import type { NewEntry } from './audit-rows.ts'
import { serviceErrors } from './errors.ts'

/** A transaction of a tenant, as what is called inside of it knows it. */
export interface OpenTransaction {
  readonly tenantId: string
  /** To be recorded in the same commit. */
  readonly entries: NewEntry[]
  isOpen: boolean
}

const around = new AsyncLocalStorage<OpenTransaction>()

/** Runs the inside of a transaction, so that whatever is called from it is known to be. */
export async function insideTransaction<T>(open: OpenTransaction, run: () => Promise<T>): Promise<T> {
  try {
    return await around.run(open, run)
  } finally {
    // why: what a transaction started and did not wait for goes on outside of it
    open.isOpen = false
  }
}

/** The transaction around the call; undefined outside of any. */
export function openTransaction(): OpenTransaction | undefined {
  const open = around.getStore()
  return open?.isOpen ? open : undefined
}

/**
 * The same function, refused with `transaction_open` inside a transaction. It would need a second connection while it keeps one: embedded
 * there is no second, and elsewhere callers that hold the last ones wait for each other until time is up.
 */
export function outsideTransactions<Given extends readonly unknown[], T>(
  called: string,
  run: (...given: Given) => Promise<T>,
): (...given: Given) => Promise<T> {
  return async (...given) => {
    if (openTransaction()) throw serviceErrors('transaction_open', { called })
    return run(...given)
  }
}
