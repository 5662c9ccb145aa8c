import type { Kysely } from 'kysely'

/**
 * Runs a function in a transaction that sees this tenant's rows only. It waits for its turn like a question, and while it is open no
 * other service that reads or writes may be called: it would wait for the connection that the transaction holds. Refuses with
 * `transaction_open` there.
 */
export type RunTransaction = <T>(run: (db: Kysely<never>) => Promise<T>) => Promise<T>
