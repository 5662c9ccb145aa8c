import { AsyncLocalStorage } from 'node:async_hooks'
import { serviceErrors } from './errors.ts'

interface Scope {
  isOpen: boolean
}

const around = new AsyncLocalStorage<Scope>()

/** Runs the inside of a transaction, so that whatever is called from it is known to be. */
export async function insideTransaction<T>(run: () => Promise<T>): Promise<T> {
  const scope: Scope = { isOpen: true }
  try {
    return await around.run(scope, run)
  } finally {
    // why: what a transaction started and did not wait for goes on outside of it
    scope.isOpen = false
  }
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
    if (around.getStore()?.isOpen) throw serviceErrors('transaction_open', { called })
    return run(...given)
  }
}
