import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { ServingLogin } from './serving-login.ts'

/** Asks the database about its other connections, named by the process that serves each, and stops what they run. */
export interface Control {
  /** Has the database stop the statement of a process. False when it is not known whether it was told. */
  readonly cancel: (pid: number) => Promise<boolean>
  /** Those of the processes that are at work for somebody; `unknown` where the database does not tell. */
  readonly atWork: (pids: readonly number[]) => Promise<ReadonlySet<number> | 'unknown' | 'unreachable'>
  /** Resolves when a process is gone, and ends it where it is not; at the latest after some minutes. */
  readonly ended: (pid: number) => Promise<void>
}

const goneWithinMs = 300_000
const lookAgainMs = { first: 50, most: 1_000 }

// why: a process id may have gone to somebody else meanwhile; only our own are looked at and ended
const ours = `datname = current_database() and usename in (current_user, $2) and backend_type = 'client backend'`
// why: one that cannot hand on its answer is not at work
const atWorkStatement = `
  select pg_backend_pid() as self, array(
    select pid from pg_stat_activity where pid = any($1::int[]) and ${ours} and state not like 'idle%'
      and wait_event is distinct from 'ClientWrite') as busy`
const endStatement = `
  select pg_backend_pid() as self, (
    select bool_and(pg_terminate_backend(pid)) from pg_stat_activity where pid = $1::int and ${ours}) as told`

/** Whether the database itself said no, as it does when it is full. */
function isRefusal(error: unknown): boolean {
  const { cause = error } = error as { readonly cause?: unknown }
  return /^[0-9A-Z]{5}$/.test(String(Object(cause).code)) && 'severity' in Object(cause)
}

type WithProcess = pg.PoolClient & { readonly processID?: number }

/** Makes the control over the connections of a pool's database: those of the same login, and of the one that tenants' work has. */
export function controlOver(pool: pg.Pool, login: () => ServingLogin | null): Control {
  /** Null behind a pooler: it gives out process ids of its own, and they name nothing here. */
  const ask = async <Row extends { readonly self: number }>(text: string, parameter: unknown): Promise<Row | null> => {
    const client: WithProcess = await pool.connect()
    try {
      const { rows } = await client.query<Row>(text, [parameter, login()?.user ?? null])
      client.release()
      const [row] = rows
      return row && row.self === client.processID ? row : null
    } catch (error) {
      client.release(error as Error)
      throw error
    }
  }

  return {
    cancel: async (pid) => {
      try {
        await pool.query('select pg_cancel_backend($1)', [pid])
        return true
      } catch {
        return false
      }
    },
    atWork: async (pids) => {
      try {
        const row = await ask<{ self: number; busy: number[] }>(atWorkStatement, pids)
        return row ? new Set(row.busy) : 'unknown'
      } catch (error) {
        // why: a refusal is an answer too, and comes of a server that may be at work for others
        return isRefusal(error) ? 'unknown' : 'unreachable'
      }
    },
    ended: async (pid) => {
      const until = performance.now() + goneWithinMs
      let pause = lookAgainMs.first
      while (performance.now() < until) {
        const state = await ask<{ self: number; told: boolean | null }>(endStatement, pid).catch(
          () => 'unknown' as const,
        )
        if (state === null || (state !== 'unknown' && state.told === null)) return
        await sleep(pause, undefined, { ref: false })
        pause = Math.min(pause * 2, lookAgainMs.most)
      }
    },
  }
}
