import { externalId } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { readAccountsNow } from '../accounts/read-accounts-now.ts'
import { readCourse, readGoals, readMedians, readStakeholders, readTimeline } from '../accounts/read-life.ts'
import { adviceOf, warningsOf } from '../accounts/warnings-of.ts'
import { readMoney } from '../accounts/read-money.ts'
import { customerErrors } from '../errors.ts'
import { lackingOf, sourcesOf } from '../reckon/sources.ts'
import { figure, procedure } from './procedure.ts'

const part = z.object({
  input: z.string(),
  value: z.number(),
  points: z.number(),
  weight: z.number(),
  contribution: figure.describe('points of the score more than an account in the middle has of this input'),
})
const indicator = z.object({ indicator: z.string(), value: z.number(), level: z.number() })

const answer = z.object({
  accountId: z.uuid(),
  name: z.string(),
  date: z.iso.date(),
  csm: z.string().nullable(),
  status: z.enum(['active', 'at_risk', 'churned']),
  segment: z.enum(['healthy', 'moderate', 'at_risk', 'critical']).nullable(),
  health: figure,
  trend: figure,
  risk: figure,
  riskLevel: z.enum(['low', 'medium', 'high']).nullable(),
  coverage: figure,
  mrr: figure,
  lacking: z.array(z.string()).describe('what is not counted as a plugin is off, a sentence each'),
  warnings: z.array(z.string()),
  recommendation: z.string().nullable(),
  parts: z.array(part),
  indicators: z.array(indicator),
  course: z.array(z.object({ date: z.iso.date(), health: figure, risk: figure })),
  timeline: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      kind: z.enum(['engagement', 'segment', 'goal', 'milestone', 'signal', 'intervention']),
      activity: z.string(),
    }),
  ),
  goals: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      status: z.enum(['open', 'completed', 'missed', 'cancelled']),
      dueOn: z.string().nullable(),
      completedOn: z.string().nullable(),
    }),
  ),
  money: z
    .object({
      renewals: z.array(
        z.object({
          id: z.string(),
          dueOn: z.iso.date(),
          amount: z.number(),
          outcome: z.enum(['pending', 'renewed', 'downgraded', 'churned']),
        }),
      ),
      openInvoices: z.array(z.object({ id: z.string(), dueOn: z.iso.date(), amount: z.number() })),
    })
    .nullable()
    .describe('null where no plugin knows revenue'),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      role: z.string(),
      isDecisionMaker: z.boolean(),
      isChampion: z.boolean(),
      lastDate: z.string().nullable(),
    }),
  ),
})

/** One account: its scores and what they are made of, what happened with it, its goals and its people. */
export const account = procedure
  .meta({
    openapi: { method: 'GET', path: '/api/customer-success/accounts/{accountId}', summary: 'Show an account' },
  })
  .input(z.object({ accountId: z.string().min(1).max(200).describe('of any system, as in events') }))
  .output(answer)
  .query(({ ctx, input }) =>
    ctx.transaction(async (db): Promise<z.infer<typeof answer>> => {
      const of = { tenantId: ctx.tenant.id, accountId: externalId('account', input.accountId) }
      const [now] = await readAccountsNow(db, of)
      if (!now) throw customerErrors('account_unknown', { accountId: input.accountId })
      const medians = await readMedians(db, of.tenantId, now.date)
      const warnings = warningsOf(now, ctx.settings)
      return {
        accountId: of.accountId,
        name: now.name,
        date: now.date,
        csm: now.csm,
        status: now.status,
        segment: now.segment,
        health: now.score,
        trend: now.trend,
        risk: now.risk,
        riskLevel: now.riskLevel,
        coverage: now.coverage,
        mrr: now.mrr,
        lacking: lackingOf(ctx.catalogue),
        warnings,
        recommendation: warnings.length > 0 ? adviceOf(now.indicators) : null,
        parts: now.parts.map((one) => {
          const median = medians.get(one.input)
          return { ...one, contribution: median === undefined ? null : one.weight * (one.points - median) }
        }),
        indicators: [...now.indicators],
        course: await readCourse(db, of, now.date),
        timeline: await readTimeline(db, of, ctx.clock.now()),
        goals: await readGoals(db, of),
        money: sourcesOf(ctx.catalogue).revenue ? await readMoney(db, of) : null,
        people: (await readStakeholders(db, of)).map((person) =>
          ctx.scopes.has('rows:read_personal') ? person : { ...person, name: null },
        ),
      }
    }),
  )
