import { titles } from '../http/problem-of.ts'
import type { Json } from './hoist-definitions.ts'

const retryAfter = {
  'Retry-After': { description: 'seconds to wait before asking again', schema: { type: 'integer', minimum: 1 } },
}

const problem = (description: string, headers: Json = {}) => ({
  description,
  ...(Object.keys(headers).length > 0 ? { headers } : {}),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const always = [401, 403, 422, 429, 503]
const withBody = [400, 413, 415]
const withPlace = [404]
const waits = new Set([429, 503])

/** Refusals that operations refer to, by status. */
export const refusals: Json = Object.fromEntries([
  ...[...always, ...withBody, ...withPlace].map((status) => [
    `Problem${status}`,
    problem(titles[status] ?? 'Refused', waits.has(status) ? retryAfter : {}),
  ]),
  ['Problem', problem('What is wrong, and what to do')],
])

/** The answers of an operation, refusals in the form they are really sent in. */
export function withRefusals(path: string, operation: Json): Json {
  const { responses, operationId, summary = operationId, ...rest } = operation
  const statuses = [...always, ...(rest['requestBody'] ? withBody : []), ...(path.includes('{') ? withPlace : [])]
  const refused = statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }])
  return {
    ...rest,
    operationId,
    summary,
    responses: {
      200: Object(responses)['200'],
      ...Object.fromEntries(refused),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}
