import { sql, type Kysely } from 'kysely'
import type { HealthPart } from '../../score/health-of.ts'
import type { RiskPart } from '../../score/risk-of.ts'
import type { HealthSegment } from '../../score/segment-of.ts'

/** An account as it stood on the last day that was reckoned. */
export interface AccountNow {
  readonly accountId: string
  readonly date: string
  readonly name: string
  readonly csm: string | null
  readonly status: 'active' | 'at_risk' | 'churned'
  readonly segment: HealthSegment | null
  readonly score: number | null
  readonly trend: number | null
  readonly risk: number | null
  readonly riskLevel: 'low' | 'medium' | 'high' | null
  readonly coverage: number | null
  readonly mrr: number | null
  readonly daysSinceEngagement: number | null
  readonly groups: Readonly<Record<'product_usage' | 'support' | 'engagement' | 'business', number | null>>
  readonly riskGroups: Readonly<
    Record<'health_decline' | 'engagement_reduction' | 'business_risk' | 'competitive_threats', number | null>
  >
  readonly parts: readonly HealthPart[]
  readonly indicators: readonly RiskPart[]
}

/** All accounts of the last day that was reckoned, or one of them; those at risk first. */
export async function readAccountsNow(
  db: Kysely<never>,
  { tenantId, accountId }: { readonly tenantId: string; readonly accountId?: string | undefined },
): Promise<AccountNow[]> {
  const { rows } = await sql<AccountNow>`
    select d.account_id as "accountId", d.metric_date::text as date, d.account as name, d.csm, d.status, d.segment,
      d.customer_health_score::double precision as score, d.health_trend_30d::double precision as trend,
      d.churn_risk_score::double precision as risk, d.risk_level as "riskLevel", m.coverage::double precision as coverage,
      d.current_mrr::double precision as mrr, d.days_since_engagement as "daysSinceEngagement",
      jsonb_build_object('product_usage', m.product_usage, 'support', m.support, 'engagement', m.engagement, 'business', m.business) as groups,
      jsonb_build_object('health_decline', m.health_decline, 'engagement_reduction', m.engagement_reduction,
        'business_risk', m.business_risk, 'competitive_threats', m.competitive_threats) as "riskGroups",
      coalesce(m.parts, '[]') as parts, coalesce(m.indicators, '[]') as indicators
    from customer_success.account_daily as d
    left join customer_success.health_metrics as m on m.tenant_id = ${tenantId} and m.account_id = d.account_id
      and m.metric_date = d.metric_date
    where d.tenant_id = ${tenantId} and (${accountId ?? null}::uuid is null or d.account_id = ${accountId ?? null}::uuid)
      and d.metric_date = (select max(metric_date) from customer_success.account_daily where tenant_id = ${tenantId})
    order by d.churn_risk_score desc nulls last, d.customer_health_score, d.account`.execute(db)
  return rows
}
