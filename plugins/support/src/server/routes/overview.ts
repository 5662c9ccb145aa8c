import type { Questions } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { procedure } from './procedure.ts'

const figure = z.number().nullable()

/** Name in the answer → metric. */
const totals = {
  openTickets: 'open_tickets',
  agedTickets: 'aged_tickets',
  newTickets: 'new_tickets',
  resolvedTickets: 'resolved_tickets',
  resolutionRate: 'ticket_resolution_rate',
  reopenRate: 'reopen_rate',
  avgResolutionHours: 'avg_resolution_time',
  medianResolutionHours: 'median_resolution_time',
  p90ResolutionHours: 'p90_resolution_time',
  medianFirstResponseHours: 'median_first_response_time',
  npsScore: 'nps_score',
  npsMargin: 'nps_margin',
  npsResponses: 'nps_responses',
  csatScore: 'csat_score',
  csatResponses: 'csat_responses',
  cesScore: 'ces_score',
  cesResponses: 'ces_responses',
} as const
type Totals = Record<keyof typeof totals, number | null>

const group = z.object({ key: z.string().nullable(), newTickets: figure, openTickets: figure, share: figure })

const answer = z.object({
  from: z.iso.date(),
  to: z.iso.date().describe('the day after the last one'),
  timeZone: z.string(),
  ...(Object.fromEntries(Object.keys(totals).map((name) => [name, figure])) as Record<
    keyof typeof totals,
    typeof figure
  >),
  byPriority: z.array(group),
  byCategory: z.array(group),
})

const numberOf = (cell: unknown) => (cell === null || cell === undefined ? null : Number(cell))

async function groupsOf(
  { query }: Pick<Questions, 'query'>,
  dimension: string,
  range: { readonly last: number; readonly unit: 'day' },
): Promise<z.infer<typeof group>[]> {
  const metrics = ['new_tickets', 'open_tickets', 'ticket_share'].map((name) => ({ id: `support.${name}` }))
  const { rows } = await query({ metrics, dimensions: [dimension], time: { range } })
  return rows.map(([key = null, created, open, share]) => ({
    key: key === null ? null : String(key),
    newTickets: numberOf(created),
    openTickets: numberOf(open),
    share: numberOf(share),
  }))
}

/** The figures of support over so many complete days of the tenant. */
export const overview = procedure
  .meta({
    openapi: { method: 'GET', path: '/api/metrics/support-overview', summary: 'Figures of support over the last days' },
  })
  .input(z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }))
  .output(answer)
  .query(async ({ ctx, input: { days } }) => {
    const range = { last: days, unit: 'day' } as const
    const names = Object.values(totals)
    const [frame, byPriority, byCategory] = await Promise.all([
      ctx.query({ metrics: names.map((name) => ({ id: `support.${name}` })), time: { range } }),
      groupsOf(ctx, 'support.priority', range),
      groupsOf(ctx, 'support.category', range),
    ])
    const [row = []] = frame.rows
    const figures = Object.fromEntries(Object.keys(totals).map((name, at) => [name, numberOf(row[at])])) as Totals
    const { from, to } = frame.meta.range
    // why: complete days begin and end at midnight
    const [first, end] = [from.slice(0, 10), to.slice(0, 10)]
    return { from: first, to: end, timeZone: frame.meta.timeZone, ...figures, byPriority, byCategory }
  })
