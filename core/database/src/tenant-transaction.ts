import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { appRole } from './app-role.ts'
import { bumpStatement } from './data-version.ts'
import type { TransactionOptions } from './database.ts'
import { databaseErrors } from './errors.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const defaultTimeoutMs = 30_000

/** The same id. Refuses with `tenant_invalid` what is no UUID. */
export function checkedTenant(tenantId: string): string {
  if (!uuid.test(tenantId)) throw databaseErrors('tenant_invalid', { tenantId })
  return tenantId
}

export interface TransactionDeps {
  readonly pool: pg.Pool
  /** Asks the database to stop the statement of this backend; null where it cannot. */
  readonly cancelBackend: ((pid: number) => Promise<void>) | null
}

type Client = pg.PoolClient & { readonly processID?: number }

function kyselyOn(client: pg.PoolClient, pool: pg.Pool): Kysely<never> {
  const single = {
    connect: async () => ({ query: client.query.bind(client), release: () => {} }),
    end: async () => {},
    options: pool.options,
  }
  return new Kysely<never>({ dialect: new PostgresDialect({ pool: single as never }) })
}

/** Rejects when the caller leaves or time is up, and has the database stop the statement where it can. */
function interruption(client: Client, deps: TransactionDeps, options: TransactionOptions) {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  let timer: NodeJS.Timeout | undefined
  let onAbort = () => {}
  let cancelling: Promise<void> = Promise.resolve()
  const interrupted = new Promise<never>((_, reject) => {
    const stop = (error: Error) => {
      reject(error)
      if (deps.cancelBackend && client.processID) cancelling = deps.cancelBackend(client.processID).catch(() => {})
    }
    timer = setTimeout(() => stop(databaseErrors('query_timeout', { seconds: timeoutMs / 1000 })), timeoutMs)
    onAbort = () => stop(databaseErrors('query_cancelled', {}))
    options.signal?.addEventListener('abort', onAbort, { once: true })
  })
  // why: nobody may be listening any more when the other branch of the race has won
  interrupted.catch(() => {})
  const clear = () => {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', onAbort)
  }
  // why: a cancellation on its way must not hit the next statement of this connection
  const settled = () => cancelling
  return { interrupted, clear, settled }
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

/** Ends a transaction; one that wrote gives its tenant's data a new version in the same commit. */
async function commit(client: Client, tenantId: string, options: TransactionOptions): Promise<void> {
  const rolledBack = () => new Error('the transaction was rolled back because a statement in it failed')
  if (options.readOnly) {
    // why: COMMIT of a transaction that failed half-way answers ROLLBACK and raises nothing
    if ((await client.query('commit')).command === 'ROLLBACK') throw rolledBack()
    return
  }
  await client.query(`${bumpStatement(tenantId)}; commit`).catch((error: { code?: string }) => {
    throw error.code === failedTransaction ? rolledBack() : error
  })
}

/** Runs a function as the application role with the tenant set. See `Database.tenantTransaction`. */
export async function tenantTransaction<T>(
  deps: TransactionDeps,
  scope: { readonly tenantId: string; readonly options: TransactionOptions },
  run: (db: Kysely<never>) => Promise<T>,
): Promise<T> {
  const { tenantId, options } = scope
  checkedTenant(tenantId)
  if (options.signal?.aborted) throw databaseErrors('query_cancelled', {})
  const client: Client = await deps.pool.connect()
  if (options.signal?.aborted) {
    client.release()
    throw databaseErrors('query_cancelled', {})
  }
  const work = async () => {
    await begin(client, tenantId, { ...options, canCancel: deps.cancelBackend !== null })
    const result = await run(kyselyOn(client, deps.pool))
    await commit(client, tenantId, options)
    return result
  }
  const { interrupted, clear, settled } = interruption(client, deps, options)
  const finished = work().then(
    async (result) => {
      await settled()
      client.release()
      return result
    },
    async (error: unknown) => {
      await settled()
      // why: a connection that cannot even roll back must not return to the pool
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      )
      throw error
    },
  )
  finished.catch(() => {})
  return Promise.race([finished, interrupted]).finally(clear)
}
