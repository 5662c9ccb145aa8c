import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { TenantStatements, TransactionOptions } from './database.ts'
import type { Client, TransactionDeps } from './lease.ts'
import { readTablesSql } from './touched-tables.ts'

/** Holds back what is sent until the function it returns is called. */
export function inOnePacket({ connection }: Client): () => void {
  const { stream } = connection ?? {}
  stream?.cork()
  return () => stream?.uncork()
}

type Guard = <Result>(send: () => Promise<Result>) => Promise<Result>

function kyselyOn(client: pg.PoolClient, pool: pg.Pool, guarded: Guard): Kysely<never> {
  const query = (...args: Parameters<typeof client.query>) => guarded(async () => client.query(...args))
  const single = {
    connect: async () => ({ query, release: () => {} }),
    end: async () => {},
    options: pool.options,
  }
  return new Kysely<never>({ dialect: new PostgresDialect({ pool: single as never }) })
}

/** The statements of one transaction. */
export function statementsOf(
  client: Client,
  deps: TransactionDeps,
  { options, assertGoing }: { readonly options: TransactionOptions; readonly assertGoing: () => void },
) {
  let hasFailed = false
  let ended: Promise<pg.QueryResult> | null = null
  const guarded: Guard = async (send) => {
    assertGoing()
    // why: after its end a connection is the owner's again
    if (ended) throw new Error('the transaction has had its last statement')
    try {
      return await send()
    } catch (error) {
      hasFailed = true
      throw error
    }
  }
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
    const { rows } = await guarded(() => {
      const sent = inOnePacket(client)
      try {
        const { sql: text, parameters } = statement
        const answer =
          prepared && options.readOnly ? deps.prepared.query(client, statement) : client.query(text, [...parameters])
        if (last && options.readOnly) end().catch(() => {})
        return answer
      } finally {
        sent()
      }
    })
    return rows
  }
  return { db: kyselyOn(client, deps.pool, guarded), statements: { run }, readTables, end, hasFailed: () => hasFailed }
}
