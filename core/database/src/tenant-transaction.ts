import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { appRole } from './app-role.ts'
import type { TransactionOptions } from './database.ts'
import { databaseErrors } from './errors.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const defaultTimeoutMs = 30_000

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
  const interrupted = new Promise<never>((_, reject) => {
    const stop = (error: Error) => {
      reject(error)
      if (deps.cancelBackend && client.processID) deps.cancelBackend(client.processID).catch(() => {})
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
  return { interrupted, clear }
}

/** Runs a function as the application role with the tenant set. See `Database.tenantTransaction`. */
export async function tenantTransaction<T>(
  deps: TransactionDeps,
  scope: { readonly tenantId: string; readonly options: TransactionOptions },
  run: (db: Kysely<never>) => Promise<T>,
): Promise<T> {
  const { tenantId, options } = scope
  if (!uuid.test(tenantId)) throw databaseErrors('tenant_invalid', { tenantId })
  if (options.signal?.aborted) throw databaseErrors('query_cancelled', {})
  const client: Client = await deps.pool.connect()
  const work = async () => {
    await client.query(options.readOnly ? 'begin isolation level repeatable read, read only' : 'begin')
    await client.query(`set local role ${appRole}`)
    await client.query(`set local app.tenant_id = '${tenantId}'`)
    if (deps.cancelBackend) await client.query(`set local statement_timeout = ${options.timeoutMs ?? defaultTimeoutMs}`)
    const result = await run(kyselyOn(client, deps.pool))
    const end = await client.query('commit')
    // why: COMMIT of a transaction that failed half-way answers ROLLBACK and raises nothing
    if (end.command === 'ROLLBACK') throw new Error('the transaction was rolled back because a statement in it failed')
    return result
  }
  const { interrupted, clear } = interruption(client, deps, options)
  const finished = work().then(
    (result) => {
      client.release()
      return result
    },
    async (error: unknown) => {
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
