import type { Database } from '@tessera/database'
import type { TenantContext } from '@tessera/plugin-api/server'
import type { QueryEngine } from '@tessera/query'
import type { Registry } from '@tessera/registry'
import { readEnabledPlugins } from '@tessera/tenancy'
import { gatherMetrics } from '../catalogue/gather-metrics.ts'
import { unifiedErrors } from '../errors.ts'
import { askDays, type Unanswered } from './ask-days.ts'
import { carryValues } from './carry-values.ts'
import { daysFrom, isFinalDay, todayOf } from './civil-days.ts'
import { dataState } from './data-state.ts'
import { dueDays, type DueDay } from './due-days.ts'
import { storeDay } from './store-days.ts'

/** Which days are to be computed. */
export interface DailyRange {
  /** `YYYY-MM-DD`, both included. */
  readonly from: string
  readonly to: string
  /** Also what is final, and whatever is known. */
  readonly force?: boolean
}

/** How a computation goes on. */
export interface DailyWork {
  readonly signal?: AbortSignal
  /** Most days to compute now, the latest first; all that are due when left out. */
  readonly most?: number
  /** Told after each step: a share of 1, and a sentence. */
  readonly progress?: (share: number, note: string) => Promise<void>
}

/** What a computation did. */
export interface DailyDone {
  /** Days that were computed, the latest first. */
  readonly days: readonly string[]
  readonly values: number
  /** Metrics that could not be asked for by day. */
  readonly unanswered: readonly Unanswered[]
}

/** Daily metrics: computed by asking the engine what anybody may ask it. */
export interface DailyMetrics {
  /** Days a tenant may be asked about when nobody names any: this one, as far as it is, and those before. Two are yesterday and today. */
  readonly usualRange: (tenant: TenantContext, days: number) => DailyRange
  /** Refuses `days_invalid` days that cannot be computed: such as have not come yet, and too many. */
  readonly assertRange: (tenant: TenantContext, range: DailyRange) => void
  /** Computes what is due. Days are stored one by one, so that a computation which was interrupted goes on where it was. Refuses `days_invalid`. */
  readonly compute: (tenant: TenantContext, range: DailyRange, work?: DailyWork) => Promise<DailyDone>
}

export interface DailyParts {
  readonly database: Database
  readonly registry: Registry
  readonly engine: Pick<QueryEngine, 'run'>
  /** Current instant; replaced in tests. */
  readonly now?: () => Date
}

/** Most days of one computation. */
export const mostDays = 800
/** Days that are asked for at once. */
const chunkDays = 10

/** Days in a row that lack the same metrics, a few at a time. */
function chunksOf(due: readonly DueDay[]): DueDay[][] {
  const chunks: DueDay[][] = []
  for (const day of due) {
    const last = chunks.at(-1)
    const before = last?.at(-1)
    const follows = before && daysFrom(before.date, -1) === day.date && before.metrics.length === day.metrics.length
    if (last && follows && last.length < chunkDays && before.metrics.every((one, at) => one === day.metrics[at]))
      last.push(day)
    else chunks.push([day])
  }
  return chunks
}

function assertRange({ from, to }: DailyRange, today: string): void {
  const isDay = (date: string) => /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date))
  if (!isDay(from) || !isDay(to)) throw unifiedErrors('days_invalid', { reason: 'write days as 2026-10-31' })
  if (from > to) throw unifiedErrors('days_invalid', { reason: `${from} is after ${to}` })
  if (to > today)
    throw unifiedErrors('days_invalid', { reason: `${to} has not come yet; it is ${today} for the tenant` })
  if (daysFrom(from, mostDays) <= to)
    throw unifiedErrors('days_invalid', { reason: `at most ${mostDays} days at once` })
}

/** Makes the computation of daily metrics. */
export function createDailyMetrics(parts: DailyParts): DailyMetrics {
  const { database, registry, engine, now: clock = () => new Date() } = parts
  const { maintenance: owner } = database
  return {
    usualRange: (tenant, days) => {
      const to = todayOf(tenant, clock())
      return { from: daysFrom(to, 1 - days), to }
    },
    assertRange: (tenant, range) => assertRange(range, todayOf(tenant, clock())),
    compute: async (tenant, range, { signal, progress, most } = {}) => {
      const now = clock()
      assertRange(range, todayOf(tenant, now))
      const plugins = await readEnabledPlugins(owner, registry, tenant.id)
      const metrics = gatherMetrics(registry).filter(
        ({ info }) => plugins.has(info.plugin) && registry.lackOf(info.id, plugins) === null,
      )
      const dataVersion = await dataState(database, tenant.id)
      const { from, to, force = false } = range
      const all = await dueDays(owner, { tenant, from, to, metrics, dataVersion, now, force })
      const due = all.slice(0, most)
      const context = { tenant, plugins, ...(signal ? { signal } : {}) }
      const done: string[] = []
      const unanswered = new Map<string, Unanswered>()
      let values = 0
      for (const chunk of chunksOf(due)) {
        signal?.throwIfAborted()
        const days = chunk.map(({ date }) => date)
        const [{ metrics: lacking } = { metrics: [] }] = chunk
        const asked = await askDays(engine, context, { metrics: lacking, days })
        for (const one of asked.unanswered) unanswered.set(one.metric, one)
        const byDay = Map.groupBy(asked.values, ({ date }) => date)
        for (const date of days) {
          const own = byDay.get(date) ?? []
          const isFinal = isFinalDay(tenant, date, now)
          await storeDay(owner, { tenantId: tenant.id, date, isFinal, dataVersion, metrics: lacking, values: own })
          values += own.length
          done.push(date)
        }
        await progress?.(done.length / due.length, `${done.length} of ${due.length} days`)
      }
      const today = todayOf(tenant, now)
      const carrying = { tenantId: tenant.id, today, present: todayOf({ ...tenant, asOf: null }, now) }
      if (to === today) await carryValues(owner, carrying)
      return { days: done, values, unanswered: [...unanswered.values()] }
    },
  }
}
