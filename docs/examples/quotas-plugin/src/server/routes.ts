import { fileAnswer, pluginTrpc } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { z } from 'zod'
import { plugin } from '../plugin.ts'
import { quota } from '../quota.ts'
import { quotaErrors } from './errors.ts'
import { proposals } from './proposals.ts'

const { router, procedure } = pluginTrpc(plugin)

const inYear = quota.pick({ year: true })
const ofTeam = quota.omit({ year: true })

type Quota = z.infer<typeof ofTeam>

const atAmount = (message: string) => [{ path: 'amount', message }]

export const routes = router({
  list: procedure
    .meta({ openapi: { method: 'GET', path: '/api/quotas/{year}', summary: 'List the quotas of a year' } })
    .input(inYear)
    .output(z.array(ofTeam))
    .query(({ ctx, input }) =>
      ctx.transaction(async (db) => {
        const { rows } = await sql<Quota>`
          select team, amount::double precision as amount from quotas.quotas
          where tenant_id = ${ctx.tenant.id} and year = ${input.year} order by team`.execute(db)
        return rows
      }),
    ),
  download: procedure
    .meta({
      file: true,
      openapi: { method: 'GET', path: '/api/quotas/{year}/file', summary: 'Download the quotas of a year' },
    })
    .input(inYear)
    .output(fileAnswer)
    .query(async ({ ctx, input: { year } }) => {
      const { rows } = await ctx.transaction((db) =>
        sql<{ team: string; amount: string }>`
          select team, amount::text as amount from quotas.quotas
          where tenant_id = ${ctx.tenant.id} and year = ${year} order by team`.execute(db),
      )
      const lines = rows.map(({ team, amount }) => `"${team.replaceAll('"', '""')}",${amount}`)
      return { name: `quotas-${year}.csv`, type: 'text/csv', text: ['team,amount', ...lines, ''].join('\r\n') }
    }),
  proposals: procedure
    .meta({ openapi: { method: 'GET', path: '/api/quotas/{year}/proposals', summary: 'List what planners propose' } })
    .input(inYear)
    .output(z.array(ofTeam.extend({ by: z.string() })))
    .query(async ({ ctx, input }) => [...(await proposals(ctx, input.year))]),
  set: procedure
    .needs('edit_quota')
    .meta({ openapi: { method: 'PUT', path: '/api/quotas/{year}/{team}', summary: 'Set the quota of a team' } })
    .input(quota)
    .output(ofTeam)
    .mutation(async ({ ctx, input: { team, year, amount } }) => {
      const { largest, decimals } = ctx.settings
      if (amount > largest) {
        const most = largest.toLocaleString('en-US')
        throw quotaErrors(
          'quota_too_large',
          { amount, largest },
          atAmount(`is above ${most}, the largest there may be`),
        )
      }
      if (!decimals && !Number.isInteger(amount))
        throw quotaErrors('quota_has_cents', { amount }, atAmount('has cents'))
      await ctx.transaction(async (db) => {
        await sql`
          insert into quotas.quotas (tenant_id, year, team, amount)
          values (${ctx.tenant.id}, ${year}, ${team}, ${amount})
          on conflict (tenant_id, year, team) do update set amount = excluded.amount`.execute(db)
        await ctx.audit.record('quota_set', { subject: team, details: { year, amount } })
      })
      await ctx.live.publish('quota_set', { year, team })
      return { team, amount }
    }),
})
