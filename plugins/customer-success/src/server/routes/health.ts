import { externalId } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { z } from 'zod'
import { readAccountsNow, type AccountNow } from '../accounts/read-accounts-now.ts'
import { adviceOf, warningsOf } from '../accounts/warnings-of.ts'
import { healthFactors, healthFactorsOf } from './factor-shapes.ts'
import { lackingOf } from '../reckon/sources.ts'
import { figure, flag, period, periods, procedure } from './procedure.ts'
import { segmentsOf, segmentsShape } from './shapes.ts'

const listed = z.object({
  accountId: z.uuid(),
  name: z.string(),
  csm: z.string().nullable(),
  status: z.enum(['active', 'at_risk', 'churned']),
  segment: z.enum(['healthy', 'moderate', 'at_risk', 'critical']).nullable(),
  healthScore: figure,
  healthTrend: figure.describe('points in 30 days'),
  churnRisk: figure,
  riskLevel: z.enum(['low', 'medium', 'high']).nullable(),
  coverage: figure,
  mrr: figure,
  lastContactDays: figure,
  warnings: z.array(z.string()),
  recommendation: z.string().nullable(),
})
const one = listed.extend({ factors: healthFactors })

function listedOf(account: AccountNow, warnings: string[]): z.infer<typeof listed> {
  const { accountId, name, csm, status, segment, score, trend, risk, riskLevel, coverage, mrr } = account
  return {
    accountId,
    name,
    csm,
    status,
    segment,
    healthScore: score,
    healthTrend: trend,
    churnRisk: risk,
    riskLevel,
    coverage,
    mrr,
    lastContactDays: account.daysSinceEngagement,
    warnings,
    recommendation: warnings.length > 0 ? adviceOf(account.indicators) : null,
  }
}

/** Every account with what warns of it, for the list. */
export const accounts = procedure
  .output(z.object({ date: z.iso.date().nullable(), lacking: z.array(z.string()), accounts: z.array(listed) }))
  .query(({ ctx }) =>
    ctx.transaction(async (db) => {
      const found = await readAccountsNow(db, { tenantId: ctx.tenant.id })
      return {
        date: found[0]?.date ?? null,
        lacking: lackingOf(ctx.catalogue),
        accounts: found.map((account) => listedOf(account, warningsOf(account, ctx.settings))),
      }
    }),
  )

const answer = z.object({
  date: z.iso.date().nullable().describe('the day all of it is of'),
  segments: segmentsShape,
  accounts: z.array(one),
  trend: z.array(z.object({ date: z.iso.date(), healthScore: figure, churnRisk: figure })),
})

/** Health of accounts: of all, of one, or of those that give reason to worry, and its course. */
export const health = procedure
  .meta({ openapi: { method: 'GET', path: '/api/v1/health', summary: 'Health of accounts, and early warnings' } })
  .input(
    z.object({
      account_id: z.string().min(1).max(200).optional().describe('of any system, as in events'),
      period,
      at_risk: flag.describe('only accounts with a warning'),
    }),
  )
  .output(answer)
  .query(({ ctx, input }) =>
    ctx.transaction(async (db): Promise<z.infer<typeof answer>> => {
      const given = input.account_id
      const accountId = given === undefined ? undefined : externalId('account', given)
      const found = await readAccountsNow(db, { tenantId: ctx.tenant.id, accountId })
      const all = found.map((account) => ({ account, warnings: warningsOf(account, ctx.settings) }))
      const chosen = input.at_risk ? all.filter(({ warnings }) => warnings.length > 0) : all
      const counts = Map.groupBy(
        found.filter(({ status }) => status !== 'churned'),
        ({ segment }) => segment ?? '',
      )
      const ids = chosen.map(({ account }) => account.accountId)
      const { rows: trend } = await sql<{ date: string; healthScore: number | null; churnRisk: number | null }>`
        select metric_date::text as date, avg(overall_health_score)::double precision as "healthScore",
          avg(churn_risk_score)::double precision as "churnRisk"
        from customer_success.health_metrics
        where tenant_id = ${ctx.tenant.id} and account_id = any(${ids}::uuid[])
          and metric_date > ${found[0]?.date ?? null}::date - ${periods[input.period]}::int
        group by metric_date order by metric_date`.execute(db)
      return {
        date: found[0]?.date ?? null,
        segments: segmentsOf(
          new Map([...counts].flatMap(([name, list]) => (name === '' ? [] : [[name, list.length]]))),
        ),
        accounts: chosen.map(({ account, warnings }) => ({
          ...listedOf(account, warnings),
          factors: healthFactorsOf(account),
        })),
        trend: [...trend],
      }
    }),
  )
