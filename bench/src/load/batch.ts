import type { MetricQuery } from '@tessera/plugin-api/wire'
import type { BenchTenant } from '../data/world.ts'
import { tokenOf } from '../floor/token.ts'
import type { Question, Window } from '../questions/question.ts'

/** A request that a client would send: several calls travel as one. */
export interface Request {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

const batched = (procedure: string, inputs: readonly object[]) => {
  const names = inputs.map(() => procedure).join(',')
  return `${names}?batch=1&input=${encodeURIComponent(JSON.stringify({ ...inputs }))}`
}

/** Several questions to the product in one batch. */
export const productRequest = (key: string, queries: readonly MetricQuery[]): Request => ({
  path: `/api/trpc/${batched('metrics.query', queries)}`,
  headers: { authorization: `Bearer ${key}` },
})

/** The same panels from the floor server. */
export const floorRequest = (
  tenant: BenchTenant,
  asked: readonly { readonly question: Question; readonly window: Window }[],
  cached: boolean,
): Request => ({
  path: `/trpc/${batched(
    'panel',
    asked.map(({ question, window }) => ({ panel: question.name, ...window, cached })),
  )}`,
  headers: { authorization: `Bearer ${tokenOf(tenant.id)}` },
})
