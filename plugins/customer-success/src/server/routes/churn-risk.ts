import { sql } from 'kysely'
import { z } from 'zod'
import { rulesOf } from '../../rules-of.ts'
import { readAccountsNow } from '../accounts/read-accounts-now.ts'
import { adviceOf } from '../accounts/warnings-of.ts'
import { riskFactors } from './factor-shapes.ts'
import { figure, flag, period, periods, procedure } from './procedure.ts'
import { riskFactorsOf } from './risk-factors-of.ts'

/** Churn risk of accounts, from the highest down, and what it is made of. */
export const churnRisk = procedure
  .meta({ openapi: { method: 'GET', path: '/api/analytics/churn-risk', summary: 'Churn risk of accounts' } })
  .input(
    z.object({
      risk_threshold: z.coerce.number().min(0).max(100).default(0),
      period,
      factors: flag.describe('with the factors of each account'),
    }),
  )
  .output(
    z.object({
      date: z.iso.date().nullable(),
      averageChurnRisk: figure,
      distribution: z.object({ low: z.int(), medium: z.int(), high: z.int() }),
      accounts: z.array(
        z.object({
          accountId: z.uuid(),
          name: z.string(),
          churnRisk: z.number(),
          riskLevel: z.enum(['low', 'medium', 'high']),
          change: figure.describe('points since the begin of the period'),
          mrr: figure,
          recommendation: z.string().nullable(),
          factors: riskFactors.nullable(),
        }),
      ),
    }),
  )
  .query(({ ctx, input }) =>
    ctx.transaction(async (db) => {
      const found = (await readAccountsNow(db, { tenantId: ctx.tenant.id })).filter(
        ({ status }) => status !== 'churned',
      )
      const rules = rulesOf(ctx.settings)
      const { rows } = await sql<{ account: string; risk: number }>`
        select distinct on (account_id) account_id as account, churn_risk_score::double precision as risk
        from customer_success.health_metrics
        where tenant_id = ${ctx.tenant.id} and churn_risk_score is not null
          and metric_date >= ${found[0]?.date ?? null}::date - ${periods[input.period]}::int
        order by account_id, metric_date`.execute(db)
      const before = new Map(rows.map(({ account, risk }) => [account, risk]))
      const scored = found.flatMap(({ risk, riskLevel, ...rest }) =>
        risk === null || riskLevel === null ? [] : [{ ...rest, risk, riskLevel }],
      )
      const count = (level: string) => scored.filter(({ riskLevel }) => riskLevel === level).length
      return {
        date: found[0]?.date ?? null,
        averageChurnRisk: scored.length === 0 ? null : scored.reduce((sum, { risk }) => sum + risk, 0) / scored.length,
        distribution: { low: count('low'), medium: count('medium'), high: count('high') },
        accounts: scored
          .filter(({ risk }) => risk >= input.risk_threshold)
          .map((account) => ({
            accountId: account.accountId,
            name: account.name,
            churnRisk: account.risk,
            riskLevel: account.riskLevel,
            change: account.risk - (before.get(account.accountId) ?? account.risk),
            mrr: account.mrr,
            recommendation: adviceOf(account.indicators),
            factors: input.factors ? riskFactorsOf(account, rules) : null,
          })),
      }
    }),
  )
