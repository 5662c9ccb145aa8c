import { sql, type Kysely } from 'kysely'

/** Model version of rows that another tool reckoned. */
export const imported = 'imported'

/** Rows of days before the first one that is reckoned here. */
const former = (tenantId: string) => sql`customer_success.health_history as h
    left join (
      select account_id, min(metric_date) as first from customer_success.health_metrics
      where tenant_id = ${tenantId} and model_version <> ${imported} group by account_id
    ) as own on own.account_id = h.account_id`
const isFormer = (tenantId: string) =>
  sql`h.tenant_id = ${tenantId} and (own.first is null or h.metric_date < own.first)`

/** Forgets scores of another tool that are imported no more. Answers how many rows were deleted. */
export async function forgetHistory(db: Kysely<never>, tenantId: string): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from customer_success.health_metrics as m where m.tenant_id = ${tenantId} and m.model_version = ${imported}
      and not exists (select from customer_success.health_history as h where h.tenant_id = ${tenantId}
        and h.account_id = m.account_id and h.metric_date = m.metric_date)`.execute(db)
  return Number(numAffectedRows)
}

/** Days whose imported scores were not taken yet, or are others now. */
export async function newHistory(db: Kysely<never>, tenantId: string): Promise<string[]> {
  const { rows } = await sql<{ date: string }>`
    select distinct h.metric_date::text as date from ${former(tenantId)}
    left join customer_success.health_metrics as m on m.tenant_id = ${tenantId} and m.account_id = h.account_id
      and m.metric_date = h.metric_date
    where ${isFormer(tenantId)} and (m.account_id is null or (m.model_version = ${imported}
      and (m.overall_health_score, m.churn_risk_score) is distinct from (h.overall_health_score, h.churn_risk_score)))
    order by 1`.execute(db)
  return rows.map(({ date }) => date)
}

/** Takes scores that another tool kept for some days. Answers how many rows were written. */
export async function takeHistory(db: Kysely<never>, tenantId: string, dates: readonly string[]): Promise<number> {
  const taken = await sql`
    insert into customer_success.health_metrics as m
      (tenant_id, account_id, metric_date, overall_health_score, coverage, segment, churn_risk_score, model_version)
    select h.tenant_id, h.account_id, h.metric_date, h.overall_health_score, 1,
      case when h.overall_health_score >= 80 then 'healthy' when h.overall_health_score >= 60 then 'moderate'
        when h.overall_health_score >= 40 then 'at_risk' else 'critical' end, h.churn_risk_score, ${imported}
    from ${former(tenantId)}
    where ${isFormer(tenantId)} and h.metric_date = any(${dates}::date[])
    on conflict (tenant_id, account_id, metric_date) do update
      set (overall_health_score, segment, churn_risk_score) = row (excluded.overall_health_score, excluded.segment, excluded.churn_risk_score)
      where m.model_version = ${imported} and (m.overall_health_score, m.churn_risk_score)
        is distinct from (excluded.overall_health_score, excluded.churn_risk_score)`.execute(db)
  const shown = await sql`
    insert into customer_success.account_daily as d (tenant_id, account_id, metric_date, account, csm, status, segment, risk_level,
      customer_health_score, churn_risk_score)
    select m.tenant_id, m.account_id, m.metric_date, coalesce(a.name, c.name, m.account_id::text), c.csm,
      case when m.segment in ('at_risk', 'critical') then 'at_risk' else 'active' end, m.segment,
      case when m.churn_risk_score >= 60 then 'high' when m.churn_risk_score >= 30 then 'medium'
        when m.churn_risk_score >= 0 then 'low' end, m.overall_health_score, m.churn_risk_score
    from customer_success.health_metrics as m
    left join core.accounts as a on a.tenant_id = ${tenantId} and a.account_id = m.account_id
    left join customer_success.customers as c on c.tenant_id = ${tenantId} and c.account_id = m.account_id
    where m.tenant_id = ${tenantId} and m.model_version = ${imported} and m.metric_date = any(${dates}::date[])
    on conflict (tenant_id, account_id, metric_date) do update
      set (status, segment, risk_level, customer_health_score, churn_risk_score) =
        row (excluded.status, excluded.segment, excluded.risk_level, excluded.customer_health_score, excluded.churn_risk_score)
      where (d.customer_health_score, d.churn_risk_score)
        is distinct from (excluded.customer_health_score, excluded.churn_risk_score)`.execute(db)
  return [taken, shown].reduce((sum, { numAffectedRows = 0n }) => sum + Number(numAffectedRows), 0)
}
