import type { Kysely } from 'kysely'
import pg from 'pg'
import { answerWithin } from './bounded-client.ts'
import { bumpStatement } from './data-version.ts'
import type { TenantStatements, TransactionOptions } from './database.ts'
import { databaseErrors } from './errors.ts'
import { embeddedWork } from './embedded/embedded-work.ts'
import { defaultTimeoutMs, interruption, type Interruption } from './interruption.ts'
import { takeConnection, type Client, type Lease, type TransactionDeps } from './lease.ts'
import { inOnePacket, statementsOf } from './statements-of.ts'
import { appRole, biRole, entitySchema, pluginRole, readerRole } from './roles.ts'
import { rollBack, stopOnAbort } from './stopper.ts'
import { isTrouble } from './trouble.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The same id. Refuses with `tenant_invalid` what is no UUID. */
export function checkedTenant(tenantId: string): string {
  if (!uuid.test(tenantId)) throw databaseErrors('tenant_invalid', { tenantId })
  return tenantId
}

/** The role a transaction works as. */
function roleOf({ plugin, readOnly, bi }: TransactionOptions): string {
  if (bi !== undefined) return biRole
  if (plugin !== undefined) return pluginRole(plugin)
  return readOnly ? readerRole : appRole
}

/**
 * What a server that can stop statements is told. No compiling of statements to machine code: it cannot be interrupted, takes
 * seconds for long statements, and the plans it is meant for do not occur here.
 */
const serverSettings = ({ timeoutMs = defaultTimeoutMs }: TransactionOptions) => [
  `set local statement_timeout = ${Number(timeoutMs)}`,
  'set local jit = off',
]

/** How a session of a BI tool is set: as its login is. */
const biSettings = ({ timeZone }: { readonly timeZone: string }) => [
  `set local search_path = ${entitySchema}`,
  `set local timezone = ${pg.escapeLiteral(timeZone)}`,
]

/**
 * Opens a tenant's transaction. Each statement is a message of its own: Citus hands the whole message of a SET LOCAL on to
 * its workers. They are queued at once, so that no turn of the event loop lies between them.
 */
async function begin(
  client: Client,
  tenantId: string,
  options: TransactionOptions & { readonly onServer: boolean; readonly comment: string },
) {
  const statements = [
    `${options.comment}${options.readOnly ? 'begin isolation level repeatable read, read only' : 'begin'}`,
    `set local role "${roleOf(options)}"`,
    `set local app.tenant_id = '${tenantId}'`,
    ...(options.rules ? [`set local app.rules = ${pg.escapeLiteral(JSON.stringify(options.rules))}`] : []),
    ...(options.bi ? biSettings(options.bi) : []),
    ...(options.onServer ? serverSettings(options) : []),
  ]
  await Promise.all(statements.map((statement) => client.query(statement)))
}

const failedTransaction = '25P02'

const rolledBack = () => new Error('the transaction was rolled back because a statement in it failed')

/** Says so where a statement before has failed without the caller taking notice. */
async function unlessFailed(running: Promise<unknown> | undefined): Promise<void> {
  await running?.catch((error: { code?: string }) => {
    throw error.code === failedTransaction ? rolledBack() : error
  })
}

/** Ends a writing transaction; if it wrote, its tenant's data and the tables it wrote get new versions in the same commit. */
function commit(client: Client, tenantId: string): Promise<void> {
  return unlessFailed(client.query(`${bumpStatement(tenantId)}; commit`))
}

/** What one transaction is about. */
interface Scope {
  readonly tenantId: string
  readonly options: TransactionOptions
  readonly clock: Interruption
}

type Run<T> = (db: Kysely<never>, statements: TenantStatements) => Promise<T>

/** Opens a transaction on a connection and carries out what is to be done in it. The connection is given back behind it. */
function carryOut<T>(
  deps: TransactionDeps,
  { tenantId, options, clock }: Scope,
  { lease, run }: Attempt<T>,
): Promise<T> {
  const { client } = lease
  const { limits } = deps
  const assertGoing = () => clock.signal.throwIfAborted()
  const stopped = stopOnAbort(lease, deps, clock.signal)
  const transaction = statementsOf(client, deps, { options, assertGoing })
  const { db, statements, hasFailed } = transaction
  const sent = inOnePacket(client)
  const embedded = deps.engine && embeddedWork(deps.engine, options)
  const begun = begin(client, tenantId, {
    ...options,
    onServer: deps.control !== null,
    comment: embedded?.comment ?? '',
  })
  const opening = answerWithin(client, limits.answerMs, begun)
  /** The first reading statement travels with those before it; what it found is given out only if all of them succeeded. */
  const read = async () => {
    const [opened, outcome] = await Promise.allSettled([opening, run(db, statements)])
    transaction.closeUp()
    if (opened.status === 'rejected') throw opened.reason
    if (outcome.status === 'rejected') throw outcome.reason
    assertGoing()
    // why: COMMIT of a transaction that failed half-way answers ROLLBACK and raises nothing
    if (hasFailed() && (await transaction.end()).command === 'ROLLBACK') throw rolledBack()
    options.onRead?.(await transaction.readTables())
    return outcome.value
  }
  const write = async () => {
    await opening
    const result = await run(db, statements).finally(transaction.closeUp)
    assertGoing()
    // why: nobody waits for it; where it fails, so does what comes next
    if (options.plugin !== undefined) client.query(`set local role ${appRole}`).catch(() => {})
    await unlessFailed(options.lastly?.(transaction.core))
    await commit(client, tenantId)
    return result
  }
  const release = async () => {
    const isClean = await stopped()
    if (lease.isOver()) return
    if (!isClean) throw rolledBack()
    // why: a reader has its answer already; the next user of the connection waits for the end of the transaction
    if (options.readOnly) await answerWithin(client, limits.answerMs, transaction.end())
    lease.giveBack()
  }
  const working = options.readOnly ? read() : write()
  // why: by now a reader's first statements have joined those that open its transaction
  sent()
  return working.then(
    async (result) => {
      const released = release().catch(lease.discard)
      if (!options.readOnly) await released
      return result
    },
    async (error: unknown) => {
      const hasStopped = await stopped()
      if (hasStopped) await rollBack(lease, deps)
      else lease.discard(error as Error)
      const overdue = embedded?.overdue({ mayRunOn: !hasStopped, told: options.onOverdue })
      throw overdue ?? clock.asInterruption(error)
    },
  )
}

interface Attempt<T> {
  readonly lease: Lease
  readonly run: Run<T>
}

/** Tells who asked when the last connection of a transaction has ended, however often it is tried. */
function holding(onHeld: TransactionOptions['onHeld']) {
  const all = Promise.withResolvers<void>()
  let open = 0
  let isOver = false
  let isTold = false
  const check = () => {
    if (isOver && open === 0) all.resolve()
  }
  const held = (ended: Promise<void>) => {
    open += 1
    void ended.finally(() => {
      open -= 1
      check()
    })
    if (!isTold) onHeld?.(all.promise)
    isTold = true
  }
  const over = () => {
    isOver = true
    check()
  }
  return { held, over }
}

/** Runs a function as the role of its kind of work with the tenant set. See `Database.tenantTransaction`. */
export async function tenantTransaction<T>(
  deps: TransactionDeps,
  { tenantId, options }: { readonly tenantId: string; readonly options: TransactionOptions },
  run: Run<T>,
): Promise<T> {
  checkedTenant(tenantId)
  const clock = interruption(options)
  const { held, over } = holding(options.onHeld)
  let hasBegun = false
  const noted: Run<T> = (db, statements) => {
    hasBegun = true
    return run(db, statements)
  }
  const attempt = async () => {
    const lease = await takeConnection(deps, clock.signal)
    held(lease.ended)
    return carryOut(deps, { tenantId, options, clock }, { lease, run: noted })
  }
  const mayRepeat = (error: unknown) => {
    if (clock.signal.aborted) return false
    if (options.readOnly && deps.prepared.mayRepeat(error)) return true
    // why: work that writes is done again only where it had not begun; who else may have heard of it is not known here
    return isTrouble(error) && (options.readOnly === true || !hasBegun)
  }
  const finished = attempt()
    .catch((error: unknown) => {
      if (!mayRepeat(error)) throw error
      return attempt()
    })
    .finally(() => {
      clock.end()
      over()
    })
  finished.catch(() => {})
  return Promise.race([finished, clock.interrupted])
}
