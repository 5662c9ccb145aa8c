import { LRUCache } from 'lru-cache'
import type pg from 'pg'
import { closeStatement, type PreparingClient } from './closing.ts'
import { isTrouble } from './trouble.ts'

/** A statement as text with its parameters. */
export interface SqlStatement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** Most statements a connection keeps prepared; the one used longest ago goes. */
const mostKept = 64
/** SQLSTATE of a name that the server does not know, or knows already: a pooler handed us another connection. */
const misplaced = new Set(['26000', '42P05'])

/** The names of a connection's prepared statements by their text, and which alteration of tables they were prepared after. */
interface Kept {
  readonly names: LRUCache<string, string>
  alterations: number
}

/** Statements that each connection parses once and then only executes. */
export interface Prepared {
  /** Runs a statement under a name of the connection's own. */
  readonly query: (client: pg.ClientBase, statement: SqlStatement) => Promise<pg.QueryResult>
  /** Runs a reading statement on any connection of a pool, once more if preparing or the connection made it fail. */
  readonly read: (pool: pg.Pool, statement: SqlStatement) => Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Whether an error comes of preparing alone, so that the same work succeeds when it is done again. */
  readonly mayRepeat: (error: unknown) => boolean
}

/** Whether a kept statement would answer other columns than when it was prepared. The message speaks the server's language. */
function isOutdated({ code, routine }: { readonly code?: string; readonly routine?: string }): boolean {
  return code === '0A000' && routine === 'RevalidateCachedQuery'
}

/**
 * Makes the keeper of prepared statements. A pooler that does not carry them along makes one fail; from then on statements are
 * sent whole again. Off, they always are.
 */
export function preparedStatements(on: boolean): Prepared {
  const kept = new WeakMap<object, Kept>()
  let alterations = 0
  let isOn = on
  let count = 0

  const keptBy = (client: PreparingClient): Kept => {
    const found = kept.get(client)
    if (found) return found
    const dispose = (name: string) => closeStatement(client, name)
    const made = { names: new LRUCache<string, string>({ max: mostKept, dispose }), alterations }
    kept.set(client, made)
    return made
  }

  const nameOf = (client: PreparingClient, text: string): string => {
    const own = keptBy(client)
    if (own.alterations < alterations) own.names.clear()
    own.alterations = alterations
    const name = own.names.get(text) ?? `tessera_${(count += 1)}`
    own.names.set(text, name)
    return name
  }

  const query: Prepared['query'] = (client, { sql, parameters }) => {
    const values = [...parameters]
    return client.query(isOn ? { name: nameOf(client, sql), text: sql, values } : { text: sql, values })
  }

  const mayRepeat: Prepared['mayRepeat'] = (error) => {
    const failed = error as { readonly code?: string; readonly routine?: string }
    if (misplaced.has(failed.code ?? '')) {
      isOn = false
      return true
    }
    if (!isOutdated(failed)) return false
    // why: a table was altered; every connection prepares anew
    alterations += 1
    return true
  }

  const readOnce = async (pool: pg.Pool, statement: SqlStatement) => {
    const client = await pool.connect()
    try {
      const { rows } = await query(client, statement)
      client.release()
      return rows as Record<string, unknown>[]
    } catch (error) {
      client.release(error as Error)
      throw error
    }
  }

  return {
    query,
    mayRepeat,
    read: (pool, statement) =>
      readOnce(pool, statement).catch((error: unknown) => {
        if (!mayRepeat(error) && !isTrouble(error)) throw error
        return readOnce(pool, statement)
      }),
  }
}
