import type { Kysely, KyselyPlugin, QueryId } from 'kysely'
import { ProblemError } from '@tessera/plugin-api'
import { databaseErrors } from './errors.ts'

/** Code of others that works in a transaction. */
export interface ActiveStep {
  /** Its name, as the beginning of a sentence. */
  readonly step: string
  /** How long it may go without a statement. */
  readonly idleMs: number
}

const looks = 20

/**
 * Runs code of others in a transaction as long as it goes on: when no statement of it runs or begins for a time, it waits for something
 * that may never come, while the transaction keeps others waiting. Then refuses with `left_waiting`, and lets none of its statements
 * through any more. The statements of long work may take as long as they like.
 */
export async function whileActive<Tables, T>(
  db: Kysely<Tables>,
  { step, idleMs }: ActiveStep,
  run: (db: Kysely<Tables>) => T | Promise<T>,
): Promise<T> {
  const open = new Set<QueryId>()
  const idle = Promise.withResolvers<never>()
  let given: ProblemError | null = null
  let looked = 0
  const activity: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      if (given) throw given
      open.add(queryId)
      return node
    },
    transformResult: async ({ result, queryId }) => {
      open.delete(queryId)
      looked = 0
      return result
    },
  }
  // why: looks are counted instead of milliseconds, since nobody could go on while this process had no time to look
  const timer = setInterval(() => {
    looked = open.size > 0 ? 0 : looked + 1
    if (looked < looks) return
    given = databaseErrors('left_waiting', { step, seconds: idleMs / 1000 })
    idle.reject(given)
  }, idleMs / looks)
  try {
    return await Promise.race([run(db.withPlugin(activity)), idle.promise])
  } finally {
    clearInterval(timer)
  }
}

/** Whether an error says that code was given up because it waited without a statement. */
export function isLeftWaiting(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'left_waiting'
}
