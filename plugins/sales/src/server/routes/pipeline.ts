import { sql } from 'kysely'
import { z } from 'zod'
import { dealTypes, keysOf } from '../../choices.ts'
import { figure, procedure, written } from './procedure.ts'

const openDeal = z.object({
  id: z.string(),
  name: z.string(),
  accountId: z.string().nullable(),
  account: z.string().nullable(),
  rep: z.string(),
  type: z.enum(keysOf(dealTypes)),
  stage: z.string().nullable(),
  amount: figure.describe('in the currency of the tenant; null where no exchange rate is known'),
  daysInStage: z.number(),
  isStalled: z.boolean(),
  dueOn: z.string().nullable(),
  isOverdue: z.boolean(),
  createdAt: z.string(),
  lastActivityAt: z.string().nullable(),
  reasons: z.array(z.string()).describe('why one should look at it'),
})

type OpenDeal = z.infer<typeof openDeal>

const day = (n: number) => (n === 1 ? '1 day' : `${n} days`)

/** Why one should look at a deal. */
function reasonsOf(deal: Omit<OpenDeal, 'reasons'>, quietDays: number | null): string[] {
  return [
    deal.isStalled && `${day(Math.floor(deal.daysInStage))} in its stage`,
    deal.isOverdue && 'expected to be closed by now',
    deal.dueOn === null && 'nobody says when it is to close',
    quietDays === null ? 'no activity is recorded' : quietDays >= 14 && `nothing was done for ${day(quietDays)}`,
    deal.amount === null && 'its exchange rate is missing',
  ].filter((reason) => reason !== false)
}

/** Open deals as they stand now, the largest first, with what one should look at. */
export const pipeline = procedure
  .meta({ openapi: { method: 'GET', path: '/api/sales/pipeline', summary: 'List open deals, with what to look at' } })
  .output(z.object({ deals: z.array(openDeal) }))
  .query(({ ctx }) =>
    ctx.transaction(async (db) => {
      const now = ctx.clock.now()
      const { rows } = await sql<Omit<OpenDeal, 'reasons'> & { quietDays: number | null }>`
        select s.opportunity_id as id, s.deal as name, s.account_id as "accountId", a.name as account, s.rep, s.deal_type as type,
          s.stage, s.value::double precision as amount,
          (extract(epoch from ${now}::timestamptz - s.stage_since) / 86400)::double precision as "daysInStage",
          coalesce(s.stalls_at < ${now}, false) as "isStalled", s.expected_close_date::text as "dueOn",
          coalesce(s.expected_close_date < (${now}::timestamptz at time zone s.timezone)::date, false) as "isOverdue",
          ${written('d.created_at')} as "createdAt", ${written('last.at')} as "lastActivityAt",
          floor(extract(epoch from ${now}::timestamptz - last.at) / 86400)::int as "quietDays"
        from sales.stalling_pipeline as s
        join sales.deals as d on d.tenant_id = s.tenant_id and d.opportunity_id = s.opportunity_id
        left join core.accounts as a on a.tenant_id = s.tenant_id and a.account_id = s.account_id
        left join (
          select tenant_id, opportunity_id, max(occurred_at) as at from sales.activities
          where tenant_id = ${ctx.tenant.id} and occurred_at < ${now} group by tenant_id, opportunity_id
        ) as last on last.tenant_id = s.tenant_id and last.opportunity_id = s.opportunity_id
        where s.tenant_id = ${ctx.tenant.id} and s.starts_at < ${now} and (s.ends_at is null or s.ends_at >= ${now})
        order by s.value desc nulls last, s.opportunity_id limit 2000`.execute(db)
      return { deals: rows.map(({ quietDays, ...deal }) => ({ ...deal, reasons: reasonsOf(deal, quietDays) })) }
    }),
  )
