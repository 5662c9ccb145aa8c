import { sql, type Kysely } from 'kysely'
import type { UnifiedMetric } from '../catalogue/unified-metric.ts'
import type { DayValue } from './ask-days.ts'

/** What is stored of one day. */
export interface DayToStore {
  readonly tenantId: string
  readonly date: string
  readonly isFinal: boolean
  /** Names the state of the data it was asked of. */
  readonly dataVersion: string
  readonly metrics: readonly UnifiedMetric[]
  readonly values: readonly DayValue[]
}

const rowsAtOnce = 5_000

function rowOf(tenantId: string, { metric, entity, value, n }: DayValue) {
  const isRatio = metric.info.kind === 'ratio'
  return {
    metric_id: metric.info.id,
    entity_type: entity?.type ?? 'tenant',
    entity_id: entity?.id ?? tenantId,
    value,
    n,
    numerator: isRatio && n !== null ? numeratorOf(value, n) : null,
    denominator: isRatio ? n : null,
    definition_version: metric.info.version,
  }
}

/** The numerator of a ratio: whole where the denominator is and no more than rounding lies between. */
function numeratorOf(ratio: number, denominator: number): number {
  const exact = ratio * denominator
  const whole = Math.round(exact)
  return Number.isInteger(denominator) && Math.abs(exact - whole) < 1e-6 ? whole : exact
}

/** Metrics in groups whose values are written together. */
function groups({ metrics, values }: DayToStore): { ids: string[]; values: DayValue[] }[] {
  const byMetric = Map.groupBy(values, ({ metric }) => metric.info.id)
  const found: { ids: string[]; values: DayValue[] }[] = []
  for (const { info } of metrics) {
    const own = byMetric.get(info.id) ?? []
    const last = found.at(-1)
    if (last && last.values.length + own.length <= rowsAtOnce) {
      last.ids.push(info.id)
      last.values.push(...own)
    } else found.push({ ids: [info.id], values: [...own] })
  }
  return found
}

const record = sql`metric_id text, entity_type text, entity_id text, value double precision, n double precision,
  numerator double precision, denominator double precision, definition_version int`

/** Stores the values of one day in one transaction; what was stored of these metrics and is no more goes. */
export async function storeDay(owner: Kysely<never>, day: DayToStore): Promise<void> {
  const { tenantId, date, isFinal, dataVersion, metrics } = day
  const known = Object.fromEntries(metrics.map(({ info }) => [info.id, info.version]))
  await owner.transaction().execute(async (db) => {
    for (const { ids, values } of groups(day)) {
      const json = JSON.stringify(values.map((value) => rowOf(tenantId, value)))
      await sql`
        delete from core.metric_values v
        where tenant_id = ${tenantId}::uuid and metric_date = ${date}::date and metric_id = any(${ids}::text[])
          and not exists (select from jsonb_to_recordset(${json}::jsonb) as g(${record})
            where (g.metric_id, g.entity_type, g.entity_id) = (v.metric_id, v.entity_type, v.entity_id))`.execute(db)
      await sql`
        insert into core.metric_values as v (tenant_id, metric_id, entity_type, entity_id, metric_date, value, n, numerator, denominator,
          definition_version, is_final, computed_at)
        select ${tenantId}::uuid, g.metric_id, g.entity_type, g.entity_id, ${date}::date, g.value, g.n, g.numerator, g.denominator,
          g.definition_version, ${isFinal}, clock_timestamp()
        from jsonb_to_recordset(${json}::jsonb) as g(${record})
        on conflict (tenant_id, metric_id, entity_type, entity_id, metric_date) do update
        set value = excluded.value, n = excluded.n, numerator = excluded.numerator, denominator = excluded.denominator,
          definition_version = excluded.definition_version, is_final = excluded.is_final, computed_at = excluded.computed_at,
          carried_from = null
        where v.carried_from is not null
          or (v.value, v.n, v.numerator, v.denominator, v.definition_version, v.is_final)
          is distinct from (excluded.value, excluded.n, excluded.numerator, excluded.denominator, excluded.definition_version, excluded.is_final)`.execute(
        db,
      )
    }
    await sql`
      insert into core.metric_days as d (tenant_id, metric_date, is_final, computed_at, data_version, metrics)
      values (${tenantId}::uuid, ${date}::date, ${isFinal}, clock_timestamp(), ${dataVersion}, ${JSON.stringify(known)}::jsonb)
      on conflict (tenant_id, metric_date) do update
      set is_final = excluded.is_final, computed_at = excluded.computed_at, data_version = excluded.data_version,
        metrics = d.metrics || excluded.metrics`.execute(db)
  })
}
