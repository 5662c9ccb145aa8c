import { LRUCache } from 'lru-cache'
import type { Frame, MetricQuery } from '@tessera/plugin-api/wire'
import type { QueryContext } from '../query-context.ts'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import { repeated } from './answer-json.ts'
import { inTime } from './in-time.ts'
import { cacheKey, type CacheKey } from './cache-key.ts'
import { createFrameStore, type FrameStoreOptions } from './frame-store.ts'
import { securityOf } from './security.ts'
import { singleFlight } from './single-flight.ts'
import { timeKeyUntil } from './time-key.ts'

/** How an engine looks up and computes. */
export interface Computing {
  readonly clock: () => Date
  /** When the answer is due, in milliseconds of `performance.now()`. */
  readonly due: number
  /** Looks up names and time; refuses what cannot be answered. Null where that takes a look into the database. */
  readonly resolve: (now: Date) => Promise<ResolvedQuery | null>
  readonly compute: (
    settled: { readonly now: Date; readonly resolved: ResolvedQuery | null; readonly version: string },
    signal: AbortSignal,
  ) => Promise<Frame>
}

/** Gives answers again while the data they came from is unchanged, and computes equal ones once. */
export interface Answers {
  readonly answer: (asked: MetricQuery, context: QueryContext, computing: Computing) => Promise<Frame>
}

export interface AnswersOptions extends FrameStoreOptions {
  /** Names the state of a tenant's data, read after the call: see `Database.dataVersion`. */
  readonly dataVersion: (tenantId: string) => Promise<string>
}

/** What a question came to: its key, while the clock stands between two instants (epoch milliseconds). */
interface Known {
  readonly key: CacheKey
  readonly from: number
  readonly until: number
}

const knownQuestions = 2_000

/** The instant a question is answered as of, as the engine would write it. */
function nowOf(asked: MetricQuery, context: QueryContext, clock: Date): string {
  const pinned = asked.time?.now
  if (pinned) return Temporal.Instant.from(pinned).toString()
  return Temporal.Instant.fromEpochMilliseconds((context.tenant.asOf ?? clock).getTime()).toString()
}

/** Makes the cache between questions and engine. */
export function createAnswers(options: AnswersOptions): Answers {
  const store = createFrameStore(options)
  const flights = singleFlight<Frame>()
  /** Spares questions that were asked before, word for word, their resolution. */
  const questions = new LRUCache<string, Known>({ max: knownQuestions })

  return {
    answer: async (asked, context, { clock, due, resolve, compute }) => {
      const begin = performance.now()
      const security = securityOf(context)
      const now = clock()
      const text = security + JSON.stringify(asked)
      const pinned = asked.time?.now !== undefined || context.tenant.asOf !== null
      const known = questions.get(text)
      let resolved: ResolvedQuery | null = null
      let key = known && (pinned || (known.from <= now.getTime() && now.getTime() < known.until)) ? known.key : null
      if (!key) {
        resolved = await resolve(now)
        key = cacheKey(security, { asked, resolved, now: nowOf(asked, context, now) })
        questions.set(text, { key, from: now.getTime(), until: pinned ? Infinity : timeKeyUntil(asked, resolved, now) })
      }
      // why: read after the question and before its data, so that an answer is at least as new as its version says
      const version =
        context.dataVersion ?? (await inTime(options.dataVersion(context.tenant.id), { signal: context.signal, due }))
      const again = (frame: Frame): Frame => {
        const durationMs = Math.round((performance.now() - begin) * 10) / 10
        return repeated(frame, { now: nowOf(asked, context, now), durationMs })
      }
      const near = store.near(key, version)
      if (near) return again(near)
      const own = { key, resolved }
      const { signal } = context
      return flights(`${key} ${version}`, {
        ...(signal ? { signal } : {}),
        start: async (leaving) => {
          const far = await store.far(own.key, version)
          if (far) return again(far)
          const frame = await compute({ now, resolved: own.resolved, version }, leaving)
          store.put(own.key, version, frame)
          return frame
        },
      })
    },
  }
}
