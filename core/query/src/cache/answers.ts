import { LRUCache } from 'lru-cache'
import type { Frame, MetricQuery } from '@tessera/plugin-api/wire'
import type { QueryContext } from '../query-context.ts'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import { repeated } from './answer-json.ts'
import { inTime } from './in-time.ts'
import { cacheKey, type CacheKey } from './cache-key.ts'
import { createFrameStore, type Computed, type FrameStoreOptions } from './frame-store.ts'
import type { TableVersions } from './reads.ts'
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
  ) => Promise<Computed>
}

/** Gives answers again while the data they came from is unchanged, and computes equal ones once. */
export interface Answers {
  readonly answer: (asked: MetricQuery, context: QueryContext, computing: Computing) => Promise<Frame>
}

export interface AnswersOptions extends FrameStoreOptions {
  /** Names the state of a tenant's data and of its tables, read after the call: see `Database`. */
  readonly versions: {
    readonly dataVersion: (tenantId: string) => Promise<string>
    readonly tableVersions: (tenantId: string) => Promise<TableVersions>
  }
  /** Told which tables a question's answer was computed from. */
  readonly onComputed?: (asked: MetricQuery, reads: readonly string[]) => void
}

/** What a question came to: its key, while the clock stands between two instants (epoch milliseconds). */
interface Known {
  readonly key: CacheKey
  readonly from: number
  readonly until: number
}

const knownQuestions = 2_000
const knownTenants = 1_000

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

  const standing = new LRUCache<string, TableVersions>({ max: knownTenants })
  /** How the tables stand, at the moment of the question or later. */
  const versionsOf = async (tenantId: string, version: string | undefined): Promise<TableVersions> => {
    const known = standing.get(tenantId)
    // why: a version never returns, so an equal one says that no table was written
    if (known && known.version === (version ?? (await options.versions.dataVersion(tenantId)))) return known
    const read = await options.versions.tableVersions(tenantId)
    standing.set(tenantId, read)
    return read
  }

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
      const { signal, tenant } = context
      const versions = await inTime(versionsOf(tenant.id, context.dataVersion), { signal, due })
      const { version } = versions
      const again = (frame: Frame): Frame => {
        const durationMs = Math.round((performance.now() - begin) * 10) / 10
        return repeated(frame, { now: nowOf(asked, context, now), durationMs })
      }
      const near = store.near(key, versions)
      if (near) return again(near)
      const own = { key, resolved }
      return flights(`${key} ${version}`, {
        ...(signal ? { signal } : {}),
        start: async (leaving) => {
          const far = await store.far(own.key, versions)
          if (far) return again(far)
          const computed = await compute({ now, resolved: own.resolved, version }, leaving)
          options.onComputed?.(asked, computed.reads)
          store.put(own.key, versions, computed)
          return computed.frame
        },
      })
    },
  }
}
