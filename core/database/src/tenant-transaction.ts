import type { Kysely } from 'kysely'
import { appRole } from './app-role.ts'
import { bumpStatement } from './data-version.ts'
import type { TenantStatements, TransactionOptions } from './database.ts'
import { databaseErrors } from './errors.ts'
import { defaultTimeoutMs, interruption } from './interruption.ts'
import { inOnePacket, statementsOf, type Client, type TransactionDeps } from './statements-of.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The same id. Refuses with `tenant_invalid` what is no UUID. */
export function checkedTenant(tenantId: string): string {
  if (!uuid.test(tenantId)) throw databaseErrors('tenant_invalid', { tenantId })
  return tenantId
}

/**
 * Opens a tenant's transaction. Each statement is a message of its own: Citus hands the whole message of a SET LOCAL on to
 * its workers. They are queued at once, so that no turn of the event loop lies between them.
 */
async function begin(client: Client, tenantId: string, options: TransactionOptions & { readonly canCancel: boolean }) {
  const statements = [
    options.readOnly ? 'begin isolation level repeatable read, read only' : 'begin',
    `set local role ${appRole}`,
    `set local app.tenant_id = '${tenantId}'`,
    ...(options.canCancel ? [`set local statement_timeout = ${Number(options.timeoutMs ?? defaultTimeoutMs)}`] : []),
  ]
  await Promise.all(statements.map((statement) => client.query(statement)))
}

const failedTransaction = '25P02'

const rolledBack = () => new Error('the transaction was rolled back because a statement in it failed')

/** Ends a writing transaction; if it wrote, it gives its tenant's data a new version in the same commit. */
async function commit(client: Client, tenantId: string): Promise<void> {
  await client.query(`${bumpStatement(tenantId)}; commit`).catch((error: { code?: string }) => {
    throw error.code === failedTransaction ? rolledBack() : error
  })
}

async function attempt<T>(
  deps: TransactionDeps,
  scope: { readonly tenantId: string; readonly options: TransactionOptions },
  run: (db: Kysely<never>, statements: TenantStatements) => Promise<T>,
): Promise<T> {
  const { tenantId, options } = scope
  if (options.signal?.aborted) throw databaseErrors('query_cancelled', {})
  const client: Client = await deps.pool.connect()
  if (options.signal?.aborted) {
    client.release()
    throw databaseErrors('query_cancelled', {})
  }
  const { interrupted, end, assertGoing, asInterruption } = interruption(client, deps, options)
  const transaction = statementsOf(client, deps, { options, assertGoing })
  const { db, statements, hasFailed } = transaction
  const sent = inOnePacket(client)
  const opening = begin(client, tenantId, { ...options, canCancel: deps.cancelBackend !== null })
  /** The first reading statement travels with those before it; what it found is given out only if all of them succeeded. */
  const read = async () => {
    const [opened, outcome] = await Promise.allSettled([opening, run(db, statements)])
    if (opened.status === 'rejected') throw opened.reason
    if (outcome.status === 'rejected') throw outcome.reason
    assertGoing()
    // why: COMMIT of a transaction that failed half-way answers ROLLBACK and raises nothing
    if (hasFailed() && (await transaction.end()).command === 'ROLLBACK') throw rolledBack()
    return outcome.value
  }
  const write = async () => {
    await opening
    const result = await run(db, statements)
    assertGoing()
    await commit(client, tenantId)
    return result
  }
  const release = async () => {
    await end()
    // why: a reader has its answer already; the next user of the connection waits for the end of the transaction
    if (options.readOnly) await transaction.end()
    client.release()
  }
  const working = options.readOnly ? read() : write()
  // why: by now a reader's first statements have joined those that open its transaction
  sent()
  const finished = working.then(
    async (result) => {
      const released = release().catch((broken: Error) => client.release(broken))
      if (!options.readOnly) await released
      return result
    },
    async (error: unknown) => {
      await end()
      // why: a connection that cannot even roll back must not return to the pool
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      )
      throw asInterruption(error)
    },
  )
  finished.catch(() => {})
  return Promise.race([finished, interrupted])
}

/** Runs a function as the application role with the tenant set. See `Database.tenantTransaction`. */
export async function tenantTransaction<T>(
  deps: TransactionDeps,
  scope: { readonly tenantId: string; readonly options: TransactionOptions },
  run: (db: Kysely<never>, statements: TenantStatements) => Promise<T>,
): Promise<T> {
  checkedTenant(scope.tenantId)
  try {
    return await attempt(deps, scope, run)
  } catch (error) {
    if (!scope.options.readOnly || !deps.prepared.mayRepeat(error)) throw error
    return attempt(deps, scope, run)
  }
}
