import { sql } from 'kysely'
import { z } from 'zod'
import { salesErrors } from '../errors.ts'
import { figure, procedure } from './procedure.ts'

const figures = {
  quota: 'quota_of_period',
  booked: 'bookings_to_date',
  attainment: 'quota_attainment_pct',
  pacing: 'quota_pacing',
  pipeline: 'total_pipeline_value',
  coverage: 'pipeline_coverage_ratio',
  winRate: 'win_rate',
  dealSize: 'avg_deal_size',
  cycleDays: 'avg_sales_cycle_days',
  stalled: 'stalled_deal_count',
  calls: 'calls_made_30d',
  emails: 'emails_sent_30d',
  meetings: 'meetings_held_30d',
  mqls: 'total_mqls',
  mqlConversion: 'mql_conversion_rate',
  renewalRate: 'renewal_rate',
} as const

type Name = keyof typeof figures
const names = Object.keys(figures) as Name[]

const scorecard = z.object({
  repId: z.string().nullable().describe('null where two have one name and none is known by it'),
  rep: z.string(),
  team: z.string().nullable(),
  ...(Object.fromEntries(names.map((name) => [name, figure])) as Record<Name, typeof figure>),
})

/** What each sales person has reached, as it stands at the end of the last complete day. */
export const scorecards = procedure
  .meta({ openapi: { method: 'GET', path: '/api/sales/scorecards', summary: 'Show the scorecards of sales people' } })
  .output(z.object({ reps: z.array(scorecard), lacking: z.array(z.string()).describe('metrics whose plugin is off') }))
  .query(async ({ ctx }) => {
    const known = new Map(ctx.catalogue.metrics().map((metric) => [metric.id, metric]))
    const isLive = (name: Name) => known.get(`sales.${figures[name]}`)?.status === 'live'
    const live = names.filter(isLive)
    const lacking = names.filter((name) => !isLive(name))
    const frame = await ctx.query({
      metrics: live.map((name) => ({ id: `sales.${figures[name]}` })),
      dimensions: ['sales.rep'],
      time: { range: { last: 90, unit: 'day' } },
    })
    const people = await ctx.transaction(async (db) => {
      const { rows } = await sql<{ repId: string; rep: string; team: string | null }>`
        select distinct rep_id as "repId", rep, team from (
          select tenant_id, rep_id, rep, team from sales.deals
          union all select tenant_id, rep_id, rep, team from sales.quota_days
          union all select tenant_id, rep_id, rep, team from sales.named_activities
        ) as known where tenant_id = ${ctx.tenant.id}`.execute(db)
      return new Map(rows.map((row) => [row.rep, row]))
    })
    // why: what belongs to nobody of sales is on no scorecard
    const reps = frame.rows.flatMap((row) => {
      if (row[0] === null) return []
      const rep = String(row[0])
      const person = people.get(rep)
      const cells = live.map((name, at) => [name, row[at + 1] === null ? null : Number(row[at + 1])])
      const values = Object.fromEntries([...lacking.map((name) => [name, null]), ...cells]) as Record<
        Name,
        number | null
      >
      return [{ repId: person?.repId ?? null, rep, team: person?.team ?? null, ...values }]
    })
    return {
      lacking: lacking.map((name) => known.get(`sales.${figures[name]}`)?.title ?? name),
      reps: reps.toSorted((one, other) => (other.booked ?? 0) - (one.booked ?? 0) || (one.rep < other.rep ? -1 : 1)),
    }
  })

const quota = z.object({ from: z.string(), to: z.string(), setOn: z.string(), amount: z.number(), isLast: z.boolean() })

/** One sales person, and every quota they were ever set. */
export const rep = procedure
  .meta({
    openapi: { method: 'GET', path: '/api/sales/reps/{repId}', summary: 'Show a sales person with their quotas' },
  })
  .input(z.object({ repId: z.string().min(1).max(200) }))
  .output(z.object({ repId: z.string(), rep: z.string(), team: z.string().nullable(), quotas: z.array(quota) }))
  .query(({ ctx, input: { repId } }) =>
    ctx.transaction(async (db) => {
      const { rows } = await sql<{ rep: string; team: string | null }>`
        select rep, team from (
          select tenant_id, rep_id, rep, team from sales.deals
          union all select tenant_id, rep_id, rep, team from sales.quota_days
          union all select tenant_id, rep_id, rep, team from sales.named_activities
        ) as known where tenant_id = ${ctx.tenant.id} and rep_id = ${repId} limit 1`.execute(db)
      const [known] = rows
      if (!known) throw salesErrors('rep_unknown', { repId })
      const quotas = await sql<z.infer<typeof quota>>`
        select period_start::text as "from", period_end::text as "to", set_on::text as "setOn", amount::double precision as amount,
          set_on = max(set_on) over (partition by period_start) as "isLast"
        from sales.quotas where tenant_id = ${ctx.tenant.id} and rep_id = ${repId}
        order by period_start desc, set_on desc limit 60`.execute(db)
      return { repId, ...known, quotas: quotas.rows }
    }),
  )
