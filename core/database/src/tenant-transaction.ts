import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { appRole } from './app-role.ts'
import { bumpStatement } from './data-version.ts'
import type { TransactionOptions } from './database.ts'
import { databaseErrors } from './errors.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const defaultTimeoutMs = 30_000
const cancelAgainMs = 50
/** SQLSTATE of a statement that was cancelled or timed out. */
const queryCanceled = '57014'

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

type Client = pg.PoolClient & {
  readonly processID?: number
  readonly connection?: { readonly stream?: { readonly cork: () => void; readonly uncork: () => void } }
}

function kyselyOn(
  client: pg.PoolClient,
  pool: pg.Pool,
  { assertGoing, onFailure }: { readonly assertGoing: () => void; readonly onFailure: () => void },
): Kysely<never> {
  const query = async (...args: Parameters<typeof client.query>) => {
    assertGoing()
    try {
      return await client.query(...args)
    } catch (error) {
      onFailure()
      throw error
    }
  }
  const single = {
    connect: async () => ({ query, release: () => {} }),
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
  let stopped: Error | null = null
  let over = false
  let cancelling: Promise<void> = Promise.resolve()
  // why: a cancellation that arrives between two statements is lost, so it is sent until the transaction has ended
  const cancel = async (): Promise<void> => {
    if (over || !deps.cancelBackend || !client.processID) return
    await deps.cancelBackend(client.processID).catch(() => {})
    await sleep(cancelAgainMs)
    return cancel()
  }
  const interrupted = new Promise<never>((_, reject) => {
    const stop = (error: Error) => {
      if (stopped) return
      stopped = error
      reject(error)
      cancelling = cancel()
    }
    timer = setTimeout(() => stop(databaseErrors('query_timeout', { seconds: timeoutMs / 1000 })), timeoutMs)
    onAbort = () => stop(databaseErrors('query_cancelled', {}))
    options.signal?.addEventListener('abort', onAbort, { once: true })
  })
  // why: nobody may be listening any more when the other branch of the race has won
  interrupted.catch(() => {})
  /** To be awaited before the connection is used again: a cancellation on its way must not hit somebody else's statement. */
  const end = (): Promise<void> => {
    over = true
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', onAbort)
    return cancelling
  }
  const assertGoing = () => {
    if (stopped) throw stopped
  }
  /** The database's own clock may be the faster one. */
  const asInterruption = (error: unknown): unknown =>
    (error as { code?: string }).code === queryCanceled
      ? (stopped ?? databaseErrors('query_timeout', { seconds: timeoutMs / 1000 }))
      : error
  return { interrupted, end, assertGoing, asInterruption }
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
  const { stream } = client.connection ?? {}
  stream?.cork()
  // why: by then a reader's first statement has joined them, and all leave in one packet
  setImmediate(() => stream?.uncork())
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
  const { interrupted, end, assertGoing, asInterruption } = interruption(client, deps, options)
  let hasFailed = false
  const onFailure = () => {
    hasFailed = true
  }
  const db = kyselyOn(client, deps.pool, { assertGoing, onFailure })
  const opening = begin(client, tenantId, { ...options, canCancel: deps.cancelBackend !== null })
  /** The first reading statement travels with those before it; what it found is given out only if all of them succeeded. */
  const read = async () => {
    const [opened, outcome] = await Promise.allSettled([opening, run(db)])
    if (opened.status === 'rejected') throw opened.reason
    if (outcome.status === 'rejected') throw outcome.reason
    assertGoing()
    // why: COMMIT of a transaction that failed half-way answers ROLLBACK and raises nothing
    if (hasFailed && (await client.query('commit')).command === 'ROLLBACK') throw rolledBack()
    return outcome.value
  }
  const write = async () => {
    await opening
    const result = await run(db)
    assertGoing()
    await commit(client, tenantId)
    return result
  }
  const release = async () => {
    await end()
    // why: a reader has its answer already; the next user of the connection waits for the end of the transaction
    if (options.readOnly && !hasFailed) await client.query('commit')
    client.release()
  }
  const finished = (options.readOnly ? read() : write()).then(
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
