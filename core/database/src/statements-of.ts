import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { TenantStatements, TransactionOptions } from './database.ts'
import { databaseErrors } from './errors.ts'
import type { Client, TransactionDeps } from './lease.ts'
import { assertMaySend } from './statement-gate.ts'
import { readTablesSql } from './touched-tables.ts'

/** Holds back what is sent until the function it returns is called. */
export function inOnePacket({ connection }: Client): () => void {
  const { stream } = connection ?? {}
  stream?.cork()
  return () => stream?.uncork()
}

type Guard = <Result>(send: () => Promise<Result>) => Promise<Result>
type Query = (text: string, values: readonly unknown[]) => Promise<pg.QueryResult>

function kyselyOn(pool: pg.Pool, query: Query): Kysely<never> {
  const single = {
    connect: async () => ({ query, release: () => {} }),
    end: async () => {},
    options: pool.options,
  }
  return new Kysely<never>({ dialect: new PostgresDialect({ pool: single as never }) })
}

/** Values as PostgreSQL writes them. */
const asText = { getTypeParser: () => (value: unknown) => value }

/** SQLSTATE of what the role has no right to. */
const notGranted = '42501'

/** Statements of somebody else's code: each passes the gate, and is one to the database too, whatever it looks like. */
function gated(client: Client, plugin: string | null): Query {
  return async (text, values) => {
    assertMaySend(text)
    const sent = { text, values: [...values], queryMode: 'extended' }
    try {
      return await client.query(sent)
    } catch (error) {
      const { code, message } = error as { readonly code?: string; readonly message: string }
      if (code !== notGranted || plugin === null) throw error
      throw Object.assign(databaseErrors('not_granted', { plugin, reason: message }), { cause: error })
    }
  }
}

/** The same connection for code of a plugin, until that is to send no more. */
interface PluginScope {
  readonly db: Kysely<never>
  readonly end: () => void
}

const pluginScopes = new WeakMap<Kysely<never>, (plugin: string) => PluginScope>()

/** The statements of code of a plugin, within a transaction of core that it was begun with. */
export function pluginScope(db: Kysely<never>, plugin: string): PluginScope {
  const open = pluginScopes.get(db)
  if (!open) throw new TypeError('code of a plugin runs in the transaction that tenantTransaction gave')
  return open(plugin)
}

/** The statements of one transaction. */
export function statementsOf(
  client: Client,
  deps: TransactionDeps,
  { options, assertGoing }: { readonly options: TransactionOptions; readonly assertGoing: () => void },
) {
  let hasFailed = false
  let ended: Promise<pg.QueryResult> | null = null
  let isClosed = false
  const guarded: Guard = async (send) => {
    assertGoing()
    // why: after its end a connection is somebody else's, embedded the owner's
    if (ended || isClosed) throw new Error('the transaction has had its last statement')
    try {
      return await send()
    } catch (error) {
      hasFailed = true
      throw error
    }
  }
  const { plugin = null, readOnly = false } = options
  const direct: Query = (text, values) => client.query(text, [...values])
  const query = plugin !== null || readOnly ? gated(client, plugin) : direct
  let traced: Promise<readonly string[]> | null = null
  const readTables = () => {
    traced ??= deps.prepared
      .query(client, { sql: readTablesSql, parameters: [] })
      .then(({ rows }) => rows.map(({ name }: { readonly name: string }) => name))
    return traced
  }
  const end = () => {
    // why: what was read is known until the end only
    if (!ended && options.onRead) readTables().catch(() => {})
    return (ended ??= client.query('commit'))
  }
  const run: TenantStatements['run'] = async (statement, { prepared = false, last = false } = {}) => {
    const { rows } = await guarded(async () => {
      const { sql: text, parameters } = statement
      if (readOnly) assertMaySend(text)
      const sent = inOnePacket(client)
      try {
        const answer = prepared && readOnly ? deps.prepared.query(client, statement) : query(text, parameters)
        if (last && readOnly) end().catch(() => {})
        return answer
      } finally {
        sent()
      }
    })
    return rows
  }
  const runByPlace: TenantStatements['runByPlace'] = ({ sql: text, parameters }) =>
    guarded(async () => {
      assertMaySend(text)
      const sent = { text, values: [...parameters], queryMode: 'extended', rowMode: 'array' as const }
      const { fields, rows } = await client.query<unknown[]>(sent)
      return { columns: fields.map(({ name }) => name), rows }
    })
  const runInParts: TenantStatements['runInParts'] = async function* (select, most) {
    assertMaySend(select)
    const declared = { text: `declare parts no scroll cursor for ${select}`, values: [], queryMode: 'extended' }
    await guarded(() => client.query(declared))
    for (let isFirst = true; ; isFirst = false) {
      const { fields, rows } = await guarded(() =>
        client.query<(string | null)[]>({ text: `fetch ${Number(most)} from parts`, rowMode: 'array', types: asText }),
      )
      if (rows.length > 0 || isFirst) {
        yield { columns: fields.map(({ name, dataTypeID: type }) => ({ name, type })), rows }
      }
      if (rows.length < most) break
    }
    await guarded(() => client.query('close parts'))
  }
  const db = kyselyOn(deps.pool, (text, values) => guarded(() => query(text, values)))
  pluginScopes.set(db, (name) => {
    let isOver = false
    const own = gated(client, name)
    const asked: Query = (text, values) => {
      if (isOver) throw new Error('the work of the plugin has had its last statement')
      return own(text, values)
    }
    return {
      db: kyselyOn(deps.pool, (text, values) => guarded(async () => asked(text, values))),
      end: () => (isOver = true),
    }
  })
  const closeUp = () => {
    isClosed = true
  }
  /** For what core has to add when the function has returned. */
  const core = kyselyOn(deps.pool, async (text, values) => {
    assertGoing()
    return direct(text, values)
  })
  return { db, core, statements: { run, runByPlace, runInParts }, readTables, end, closeUp, hasFailed: () => hasFailed }
}
