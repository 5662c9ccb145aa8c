import { z } from 'zod'
import { figuresOf, shapeOf, span, spanOf } from './figures.ts'
import { lastDays, procedure } from './procedure.ts'

const totals = {
  signups: 'signups',
  dau: 'api_dau',
  mau: 'api_mau',
  activationRate: 'activation_rate',
  mrr: 'mrr',
  arr: 'arr',
  netNewMrr: 'net_new_mrr',
  churnRate: 'customer_churn_rate',
  netRevenueRetention: 'net_revenue_retention',
  grossRevenueRetention: 'gross_revenue_retention',
  arpu: 'arpu',
  arpa: 'arpa',
  payingCustomers: 'paying_customers',
  ltv: 'ltv',
  apiCalls: 'api_calls',
  agentSessions: 'agent_sessions',
  errorRate: 'error_rate',
  apiUptime: 'api_uptime',
} as const

/** All key figures over so many complete days. */
export const summary = procedure
  .meta({ openapi: { method: 'GET', path: '/api/metrics/summary', summary: 'Key figures of the last days' } })
  .input(lastDays(30))
  .output(z.object({ ...span, ...shapeOf(totals) }))
  .query(async ({ ctx, input: { days } }) => {
    const { frame, rows } = await figuresOf(ctx, { names: totals, days })
    const [row] = rows
    return { ...spanOf(frame), ...(row?.figures as NonNullable<typeof row>['figures']) }
  })

const daily = {
  signups: 'signups',
  dau: 'api_dau',
  mau: 'api_mau',
  mrr: 'mrr',
  apiCalls: 'api_calls',
  agentSessions: 'agent_sessions',
  errorRate: 'error_rate',
  apiUptime: 'api_uptime',
} as const

/** Key figures day by day. */
export const dailyFigures = procedure
  .meta({ openapi: { method: 'GET', path: '/api/metrics/daily', summary: 'Key figures day by day' } })
  .input(lastDays(30))
  .output(z.object({ ...span, days: z.array(z.object({ date: z.iso.date(), ...shapeOf(daily) })) }))
  .query(async ({ ctx, input: { days } }) => {
    const { frame, rows } = await figuresOf(ctx, { names: daily, days, grain: 'day' })
    return { ...spanOf(frame), days: rows.map(({ key, figures }) => ({ date: String(key).slice(0, 10), ...figures })) }
  })

const steps = {
  signups: 'signups',
  profileCompleted: 'activation_profile',
  firstApiCall: 'activation_api_call',
  firstAgentSession: 'activation_agent_session',
  fullyActivated: 'activation_full',
} as const

/** How far users came who signed up in so many complete days. */
export const activationFunnel = procedure
  .meta({ openapi: { method: 'GET', path: '/api/metrics/activation-funnel', summary: 'Steps of activation' } })
  .input(lastDays(30))
  .output(
    z.object({
      ...span,
      steps: z.array(z.object({ step: z.string(), users: z.number(), ofSignups: z.number().nullable() })),
    }),
  )
  .query(async ({ ctx, input: { days } }) => {
    const { frame, rows } = await figuresOf(ctx, { names: steps, days })
    const figures = Object.entries(rows[0]?.figures ?? {})
    const signups = rows[0]?.figures.signups ?? 0
    return {
      ...spanOf(frame),
      steps: figures.map(([step, users]) => ({
        step,
        users: users ?? 0,
        ofSignups: signups > 0 ? (users ?? 0) / signups : null,
      })),
    }
  })

const ofPlan = {
  mrr: 'mrr',
  arr: 'arr',
  customers: 'paying_customers',
  arpa: 'arpa',
  newMrr: 'new_mrr',
  expansionMrr: 'expansion_mrr',
  contractionMrr: 'contraction_mrr',
  churnedMrr: 'churned_mrr',
} as const

/** Revenue by plan at the end of the last complete day, movements of 30 days, and all users by plan. */
export const revenueBreakdown = procedure
  .meta({ openapi: { method: 'GET', path: '/api/metrics/revenue-breakdown', summary: 'Revenue and users by plan' } })
  .input(lastDays(30))
  .output(
    z.object({
      ...span,
      currency: z.string(),
      ...shapeOf(ofPlan),
      plans: z.array(z.object({ plan: z.string().nullable(), ...shapeOf(ofPlan) })),
      users: z.array(z.object({ tier: z.string().nullable(), users: z.number().nullable() })),
    }),
  )
  .query(async ({ ctx, input: { days } }) => {
    const [total, plans, users] = await Promise.all([
      figuresOf(ctx, { names: ofPlan, days }),
      figuresOf(ctx, { names: ofPlan, days, by: 'saas-metrics.plan_tier' }),
      figuresOf(ctx, { names: { users: 'users' }, days, by: 'core.subscription_tier' }),
    ])
    const [row] = total.rows
    return {
      ...spanOf(total.frame),
      currency: ctx.tenant.currency,
      ...(row?.figures as NonNullable<typeof row>['figures']),
      plans: plans.rows.map(({ key, figures }) => ({ plan: key, ...figures })),
      users: users.rows.map(({ key, figures }) => ({ tier: key, users: figures.users })),
    }
  })

const wrong = {
  apiCalls: 'api_calls',
  errorRate: 'error_rate',
  refusedRate: 'refused_rate',
  loggedErrors: 'logged_errors',
  apiUptime: 'api_uptime',
  p95ResponseMs: 'p95_response_time',
} as const

/** What went wrong in so many complete days. */
export const errorOverview = procedure
  .meta({ openapi: { method: 'GET', path: '/api/metrics/error-overview', summary: 'Errors of the last days' } })
  .input(lastDays(7))
  .output(
    z.object({
      ...span,
      ...shapeOf(wrong),
      byEndpoint: z.array(
        z.object({
          endpoint: z.string().nullable(),
          apiCalls: z.number().nullable(),
          errorRate: z.number().nullable(),
        }),
      ),
      byType: z.array(z.object({ errorType: z.string().nullable(), errors: z.number().nullable() })),
    }),
  )
  .query(async ({ ctx, input: { days } }) => {
    const [total, endpoints, types] = await Promise.all([
      figuresOf(ctx, { names: wrong, days }),
      figuresOf(ctx, { names: { apiCalls: 'api_calls', errorRate: 'error_rate' }, days, by: 'saas-metrics.endpoint' }),
      figuresOf(ctx, { names: { errors: 'logged_errors' }, days, by: 'saas-metrics.error_type' }),
    ])
    const [row] = total.rows
    return {
      ...spanOf(total.frame),
      ...(row?.figures as NonNullable<typeof row>['figures']),
      byEndpoint: endpoints.rows.map(({ key, figures }) => ({ endpoint: key, ...figures })),
      byType: types.rows.map(({ key, figures }) => ({ errorType: key, errors: figures.errors })),
    }
  })
