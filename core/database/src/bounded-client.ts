import type { Socket } from 'node:net'
import pg from 'pg'
import type { ServingLogin } from './serving-login.ts'
import { asTrouble, silentConnection } from './trouble.ts'

/** How long a connection that is ended may take to say goodbye. */
const goodbyeMs = 1_000
/** Time to read what has arrived already, where this process was busy when an answer was due. */
const settleMs = 250

type Callback = (error: unknown, result?: unknown) => void
const isCallback = (value: unknown): value is Callback => typeof value === 'function'

/** A connection that knows since when it waits for an answer, and can be dropped. */
export interface WatchedClient {
  /** When the oldest statement without an answer was sent (`performance.now()`); null when none waits. */
  readonly waitingSince: number | null
  /** Bytes that have arrived. */
  readonly bytesRead: number
  /** Gives the connection up, without a word to the server: what waits for an answer fails with the reason. */
  readonly drop: (reason: Error) => void
}

/** What a database and its connections are like. */
export interface Kind {
  /** Whether the database is known to have no room. */
  readonly isFull: () => boolean
  /** Stands in front of every statement. */
  readonly comment: string
  /** Whom the connection logs in as, where that is not whom the address names. */
  readonly login: () => ServingLogin | null
}

function commented(query: unknown, comment: string): unknown {
  if (typeof query === 'string') return comment + query
  if (query instanceof pg.Query || typeof query !== 'object' || query === null || !('text' in query)) return query
  return { ...query, text: `${comment}${String(query.text)}` }
}

/**
 * Makes the class of a pool's connections. A statement without an answer for `answerMs` drops its connection, with all that
 * waits on it; null leaves that to who sends. Failures where asking again may help arrive as `unavailable`.
 */
export function boundedClient(answerMs: number | null, { isFull, comment, login }: Kind) {
  return class BoundedClient extends pg.Client implements WatchedClient {
    readonly #waiting = new Set<{ readonly since: number }>()

    constructor(config?: pg.ClientConfig) {
      super(config)
      const as = login()
      if (as) Object.assign(this, as)
      if (as) Object.assign((this as unknown as { readonly connectionParameters: object }).connectionParameters, as)
    }

    get #stream(): Socket {
      return (this as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream
    }

    get waitingSince(): number | null {
      const [oldest] = this.#waiting
      return oldest?.since ?? null
    }

    get bytesRead(): number {
      return this.#stream.bytesRead
    }

    drop(reason: Error): void {
      this.#stream.destroy(reason)
    }

    #wait(): () => void {
      const waiting = { since: performance.now() }
      this.#waiting.add(waiting)
      const timer = answerMs === null ? null : overdue(answerMs, () => this.drop(silentConnection(answerMs)))
      return () => {
        timer?.()
        this.#waiting.delete(waiting)
      }
    }

    override query(...asked: readonly unknown[]): never {
      const given = comment === '' ? asked : [commented(asked[0], comment), ...asked.slice(1)]
      const answered = this.#wait()
      const callback = given.at(-1)
      if (isCallback(callback)) {
        const told: Callback = (error, result) => {
          answered()
          callback(error ? asTrouble(error, isFull) : error, result)
        }
        return Reflect.apply(super.query, this, [...given.slice(0, -1), told]) as never
      }
      const answer: unknown = Reflect.apply(super.query, this, given)
      if (!(answer instanceof Promise)) {
        answered()
        return answer as never
      }
      return answer.then(
        (result: unknown) => {
          answered()
          return result
        },
        (error: unknown) => {
          answered()
          throw asTrouble(error, isFull)
        },
      ) as never
    }

    override end(...given: readonly unknown[]): never {
      const impatient = setTimeout(() => this.#stream.destroy(), goodbyeMs).unref()
      this.once('end', () => clearTimeout(impatient))
      return Reflect.apply(super.end, this, given) as never
    }
  }
}

/** Calls a function after a time, unless the function it returns is called before. What has arrived by then is read first. */
export function overdue(ms: number, tell: () => void): () => void {
  let timer = setTimeout(() => {
    timer = setTimeout(tell, settleMs)
  }, ms)
  return () => clearTimeout(timer)
}

/** Waits for an answer on a connection, which is dropped when there is none in time. Null: waits as long as it takes. */
export async function answerWithin<T>(client: WatchedClient, ms: number | null, answer: Promise<T>): Promise<T> {
  if (ms === null) return answer
  const answered = overdue(ms, () => client.drop(silentConnection(ms)))
  try {
    return await answer
  } finally {
    answered()
  }
}
