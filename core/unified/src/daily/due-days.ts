import type { TenantContext } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import type { UnifiedMetric } from '../catalogue/unified-metric.ts'
import { daysBetween, isFinalDay } from './civil-days.ts'

/** What is known of a day that was computed. */
interface KnownDay {
  readonly date: string
  readonly is_final: boolean
  readonly data_version: string
  readonly metrics: Readonly<Record<string, number>>
}

/** A day to compute, with the metrics it lacks. */
export interface DueDay {
  readonly date: string
  readonly metrics: readonly UnifiedMetric[]
}

/** Which days are asked about, and how things stand. */
export interface DueQuestion {
  readonly tenant: TenantContext
  readonly from: string
  readonly to: string
  readonly metrics: readonly UnifiedMetric[]
  readonly dataVersion: string
  readonly now: Date
  /** Compute them whatever is known. */
  readonly force: boolean
}

async function knownDays(owner: Kysely<never>, { tenant, from, to }: DueQuestion): Promise<Map<string, KnownDay>> {
  const { rows } = await sql<KnownDay>`
    select metric_date::text as date, is_final, data_version, metrics from core.metric_days
    where tenant_id = ${tenant.id}::uuid and metric_date between ${from}::date and ${to}::date`.execute(owner)
  return new Map(rows.map((row) => [row.date, row]))
}

/**
 * Days that are to be computed, the latest first: those nobody has computed, open ones whose data have changed or that become final, and
 * the metrics that others lack. What is final stays as it is.
 */
export async function dueDays(owner: Kysely<never>, question: DueQuestion): Promise<readonly DueDay[]> {
  const { tenant, metrics, dataVersion, now, force } = question
  const known = await knownDays(owner, question)
  return daysBetween(question.from, question.to).flatMap((date): DueDay[] => {
    const day = known.get(date)
    if (!day || force) return [{ date, metrics }]
    const isSettled = day.is_final || (day.data_version === dataVersion && !isFinalDay(tenant, date, now))
    const due = isSettled ? metrics.filter(({ info }) => day.metrics[info.id] === undefined) : metrics
    return due.length > 0 ? [{ date, metrics: due }] : []
  })
}
