import { randomUUID } from 'node:crypto'
import type { TenantServices } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { z } from 'zod'
import { at, customer, keptCustomer, ownId, procedure } from './procedure.ts'

const answerOf = z.object({ surveyId: z.string(), isNew: z.boolean() })
const common = { surveyId: ownId, ...customer, at }
const about = { subjectType: z.string().min(1).max(60).default('ticket'), subjectId: z.string().max(200).optional() }

interface Answer {
  readonly surveyId?: string | undefined
  readonly userId?: string | null | undefined
  readonly accountId?: string | null | undefined
  readonly at?: string | undefined
}

/** Stores an answer; one with a known id stays as it was. */
async function store(
  ctx: Pick<TenantServices, 'transaction' | 'tenant' | 'clock'>,
  table: string,
  { answer, columns }: { readonly answer: Answer; readonly columns: Readonly<Record<string, string | number | null>> },
) {
  const { surveyId = randomUUID() } = answer
  const { userId, accountId } = keptCustomer(answer)
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)))
  const { numAffectedRows = 0n } = await ctx.transaction((db) =>
    sql`
      insert into ${sql.table(`support.${table}`)} (tenant_id, survey_id, user_id, account_id, created_at, ${names})
      values (${ctx.tenant.id}, ${surveyId}, ${userId}, ${accountId}, ${answer.at ?? ctx.clock.now()},
        ${sql.join(Object.values(columns))})
      on conflict (tenant_id, survey_id) do nothing`.execute(db),
  )
  return { surveyId, isNew: numAffectedRows > 0n }
}

/** Records an answer from 0 to 10 to whether one would recommend the product. */
export const npsAnswer = procedure
  .needs('record')
  .meta({ openapi: { method: 'POST', path: '/api/support/nps', summary: 'Record an NPS answer' } })
  .input(
    z.object({
      ...common,
      score: z.int().min(0).max(10),
      feedback: z.string().max(10_000).optional(),
      trigger: z.string().min(1).max(100).optional(),
    }),
  )
  .output(answerOf)
  .mutation(({ ctx, input }) => {
    const { score, feedback = null, trigger = null } = input
    return store(ctx, 'nps_surveys', { answer: input, columns: { score, feedback, survey_trigger: trigger } })
  })

/** Records a rating of satisfaction, from 1 to 5. */
export const csatAnswer = procedure
  .needs('record')
  .meta({ openapi: { method: 'POST', path: '/api/support/csat', summary: 'Record a CSAT answer' } })
  .input(z.object({ ...common, ...about, rating: z.int().min(1).max(5) }))
  .output(answerOf)
  .mutation(({ ctx, input }) => {
    const { rating, subjectType, subjectId = null } = input
    return store(ctx, 'csat_surveys', {
      answer: input,
      columns: { rating, subject_type: subjectType, subject_id: subjectId },
    })
  })

/** Records a rating of effort, from 1 to 7. */
export const cesAnswer = procedure
  .needs('record')
  .meta({ openapi: { method: 'POST', path: '/api/support/ces', summary: 'Record a CES answer' } })
  .input(z.object({ ...common, ...about, rating: z.int().min(1).max(7) }))
  .output(answerOf)
  .mutation(({ ctx, input }) => {
    const { rating, subjectType, subjectId = null } = input
    return store(ctx, 'ces_surveys', {
      answer: input,
      columns: { rating, subject_type: subjectType, subject_id: subjectId },
    })
  })
