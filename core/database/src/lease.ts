import type pg from 'pg'
import type { WatchedClient } from './bounded-client.ts'
import type { Control } from './control.ts'
import type { EmbeddedServer } from './embedded/embedded-server.ts'
import type { DatabaseLimits } from './limits.ts'
import type { Prepared } from './prepared.ts'
import type { Seats } from './seats.ts'

/** What transactions of tenants need. */
export interface TransactionDeps {
  readonly pool: pg.Pool
  /** One for each connection of the pool. */
  readonly seats: Seats
  /** Null where statements cannot be stopped. */
  readonly control: Control | null
  readonly limits: DatabaseLimits
  readonly prepared: Prepared
  /** Connections that are at work, for who looks after them. */
  readonly leased: Set<Client>
  /** The embedded database; null for a server. */
  readonly engine: Pick<EmbeddedServer, 'statementMs' | 'wasEndedBy'> | null
}

/** A connection of the pool, with the parts of it that the types leave out. */
export type Client = pg.PoolClient &
  WatchedClient & {
    readonly processID?: number
    readonly connection?: { readonly stream?: { readonly cork: () => void; readonly uncork: () => void } }
  }

/** A connection taken for one transaction. It is given back once, whole or broken; whoever comes later changes nothing. */
export interface Lease {
  readonly client: Client
  /** Given back. */
  readonly isOver: () => boolean
  /** Gives it back for the next one. */
  readonly giveBack: () => void
  /** Removes it from the pool. */
  readonly discard: (reason: Error) => void
  /** Resolves when the database has ended with it too. */
  readonly ended: Promise<void>
}

async function connect({ pool, seats }: TransactionDeps, signal: AbortSignal): Promise<readonly [Client, () => void]> {
  const leaveSeat = await seats.take(signal)
  try {
    return [(await pool.connect()) as unknown as Client, leaveSeat]
  } catch (error) {
    leaveSeat()
    throw error
  }
}

/** Takes a connection of the pool. Rejects with the signal's reason when that is aborted first. */
export async function takeConnection(deps: TransactionDeps, signal: AbortSignal): Promise<Lease> {
  const [client, leaveSeat] = await connect(deps, signal)
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  let over = false
  const finish = (end: () => void, gone: () => Promise<void>) => {
    if (over) return
    over = true
    deps.leased.delete(client)
    end()
    leaveSeat()
    void gone().then(resolve, resolve)
  }
  deps.leased.add(client)
  const lease: Lease = {
    client,
    ended,
    isOver: () => over,
    giveBack: () =>
      finish(
        () => client.release(),
        async () => {},
      ),
    discard: (reason) =>
      finish(
        () => {
          client.drop(reason)
          client.release(reason)
        },
        async () => {
          const { processID } = client
          if (processID) await deps.control?.ended(processID)
        },
      ),
  }
  if (signal.aborted) {
    lease.giveBack()
    throw signal.reason
  }
  return lease
}
