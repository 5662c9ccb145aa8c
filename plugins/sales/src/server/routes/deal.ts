import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { activityTypes, dealStatuses, dealTypes, keysOf } from '../../choices.ts'
import { salesErrors } from '../errors.ts'
import { figure, procedure, written } from './procedure.ts'

const visit = z.object({
  stage: z.string().nullable(),
  enteredAt: z.string(),
  leftAt: z.string().nullable(),
  days: z.number(),
  amount: figure,
})
const activity = z.object({
  id: z.string(),
  at: z.string(),
  type: z.enum(keysOf(activityTypes)),
  subject: z.string().nullable(),
  rep: z.string(),
  tookPlace: z.boolean(),
})
const renewal = z.object({ id: z.string(), dueOn: z.string(), amount: z.number(), outcome: z.string() })
const answer = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(keysOf(dealStatuses)),
  type: z.enum(keysOf(dealTypes)),
  stage: z.string().nullable(),
  amount: figure.describe('in the currency of the tenant; null where no exchange rate is known'),
  repId: z.string(),
  rep: z.string(),
  team: z.string().nullable(),
  source: z.string().nullable(),
  createdAt: z.string(),
  closedAt: z.string().nullable(),
  dueOn: z.string().nullable(),
  lostReason: z.string().nullable(),
  days: z.number().describe('from its creation until it was closed, or now'),
  account: z
    .object({
      id: z.string(),
      name: z.string().nullable(),
      segment: z.string().nullable(),
      plan: z.string().nullable(),
      otherDeals: z.number(),
    })
    .nullable(),
  stages: z.array(visit),
  activities: z.array(activity),
  renewals: z.array(renewal).nullable().describe('of its account; null where no plugin knows of them'),
})

type Answer = z.infer<typeof answer>
type Of = { readonly tenantId: string; readonly dealId: string; readonly now: Date }

async function readStages(db: Kysely<never>, { tenantId, dealId, now }: Of): Promise<Answer['stages']> {
  const { rows } = await sql<Answer['stages'][number]>`
    select s.stage, ${written('s.entered_at')} as "enteredAt", ${written('s.left_at')} as "leftAt",
      (extract(epoch from coalesce(s.left_at, ${now}) - s.entered_at) / 86400)::double precision as days, s.amount
    from (
      select stage, visit, min(starts_at) as entered_at,
        case when bool_and(ends_at is not null) then max(ends_at) end as left_at,
        (array_agg(value order by starts_at desc))[1]::double precision as amount
      from sales.pipeline_spells
      where tenant_id = ${tenantId} and opportunity_id = ${dealId} and starts_at < ${now} group by stage, visit
    ) as s order by s.entered_at`.execute(db)
  return rows
}

async function readActivities(db: Kysely<never>, { tenantId, dealId, now }: Of): Promise<Answer['activities']> {
  const { rows } = await sql<Answer['activities'][number]>`
    select a.activity_id as id, ${written('a.occurred_at')} as at, a.type, a.subject, n.rep, a.completed as "tookPlace"
    from sales.activities as a
    join sales.named_activities as n on n.tenant_id = a.tenant_id and n.activity_id = a.activity_id
    where a.tenant_id = ${tenantId} and a.opportunity_id = ${dealId} and a.occurred_at < ${now}
    order by a.occurred_at desc, a.activity_id limit 100`.execute(db)
  return rows
}

async function readRenewals(db: Kysely<never>, tenantId: string, accountId: string): Promise<Answer['renewals']> {
  const { rows } = await sql<z.infer<typeof renewal>>`
    select renewal_id as id, due_date::text as "dueOn", amount_up::double precision as amount, outcome
    from saas_metrics.renewal_outcomes where tenant_id = ${tenantId} and account_id = ${accountId}::uuid
    order by due_date desc limit 5`.execute(db)
  return rows
}

/** One deal: what it was from when on, what was done about it, and whose it is. */
export const deal = procedure
  .meta({ openapi: { method: 'GET', path: '/api/sales/deals/{dealId}', summary: 'Show a deal' } })
  .input(z.object({ dealId: z.string().min(1).max(200) }))
  .output(answer)
  .query(({ ctx, input: { dealId } }) =>
    ctx.transaction(async (db): Promise<Answer> => {
      const of = { tenantId: ctx.tenant.id, dealId, now: ctx.clock.now() }
      const { rows } = await sql<
        Omit<Answer, 'account' | 'stages' | 'activities' | 'renewals'> & {
          accountId: string | null
          accountName: string | null
          segment: string | null
          plan: string | null
          otherDeals: number
        }
      >`
        select d.opportunity_id as id, d.deal as name, d.status, d.deal_type as type, d.stage, d.value::double precision as amount,
          d.rep_id as "repId", d.rep, d.team, d.source, ${written('d.created_at')} as "createdAt", ${written('d.closed_at')} as "closedAt",
          d.expected_close_date::text as "dueOn", d.lost_reason as "lostReason",
          (extract(epoch from coalesce(d.closed_at, ${of.now}) - d.created_at) / 86400)::double precision as days,
          d.account_id as "accountId", a.name as "accountName", a.segment, a.plan_tier as plan,
          (select count(*)::int from sales.opportunities as o where o.tenant_id = d.tenant_id and o.account_id = d.account_id
            and o.opportunity_id <> d.opportunity_id) as "otherDeals"
        from sales.deals as d
        left join core.accounts as a on a.tenant_id = d.tenant_id and a.account_id = d.account_id
        where d.tenant_id = ${of.tenantId} and d.opportunity_id = ${dealId}`.execute(db)
      const [row] = rows
      if (!row) throw salesErrors('deal_unknown', { dealId })
      const { accountId, accountName, segment, plan, otherDeals, ...known } = row
      const hasRevenue = ctx.catalogue.metrics().some(({ id }) => id === 'saas-metrics.renewal_rate')
      return {
        ...known,
        account: accountId === null ? null : { id: accountId, name: accountName, segment, plan, otherDeals },
        stages: await readStages(db, of),
        activities: await readActivities(db, of),
        renewals: hasRevenue && accountId !== null ? await readRenewals(db, of.tenantId, accountId) : null,
      }
    }),
  )
