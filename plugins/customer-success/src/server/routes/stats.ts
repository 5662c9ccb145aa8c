import type { Compare, Filter } from '@tessera/plugin-api/wire'
import { z } from 'zod'
import { figuresOf, groupsOf } from './figures.ts'
import { figure, period, periods, procedure, rangeOf } from './procedure.ts'
import { readEngagement } from './read-engagement.ts'
import {
  engagementShape,
  figures,
  kpiMetrics,
  revenueMetrics,
  segmentsOf,
  segmentsShape,
  statsMetrics,
} from './shapes.ts'

type Stats = Record<keyof typeof statsMetrics, number | null>

/** Cents, and hundredths of a point: what is more comes of reckoning. */
const rounded = (told: Stats): Stats =>
  Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, value === null ? null : Math.round(value * 100) / 100]),
  ) as Stats

/** The figures of the stats cards. */
export const stats = procedure
  .meta({ openapi: { method: 'GET', path: '/api/dashboard/stats', summary: 'Figures of customer success' } })
  .output(figures(statsMetrics))
  .query(async ({ ctx }) => rounded((await figuresOf(ctx, statsMetrics, { range: rangeOf('30d') })).now))

const comparisons = {
  previous_period: () => ({ kind: 'previous_period' }),
  previous_year: () => ({ kind: 'shift', n: 1, unit: 'year' }),
} as const satisfies Readonly<Record<string, () => Compare>>

const live: Filter = { member: 'customer-success.account_status', operator: 'notEquals', values: ['churned'] }

/** The same over a period, of a part of the customers, beside another period; with segments, trend, engagement and revenue. */
export const advancedStats = procedure
  .meta({
    openapi: { method: 'GET', path: '/api/v1/dashboard/stats', summary: 'Figures of customer success over a period' },
  })
  .input(
    z.object({
      period,
      segment: z.string().min(1).max(200).optional().describe('of the customers, as smb or enterprise'),
      compare: z.enum(['none', 'previous_period', 'previous_year']).default('none'),
    }),
  )
  .output(
    z.object({
      period: z.object({ from: z.iso.date(), to: z.iso.date().describe('the day after the last one') }),
      stats: figures(statsMetrics),
      comparison: figures(statsMetrics).nullable(),
      healthSegments: segmentsShape,
      healthTrend: z.array(z.object({ date: z.iso.date(), averageHealthScore: figure, averageChurnRisk: figure })),
      engagement: engagementShape,
      revenue: figures(revenueMetrics),
      kpis: figures(kpiMetrics),
    }),
  )
  .query(async ({ ctx, input }) => {
    const range = rangeOf(input.period)
    const { segment } = input
    const filters: Filter | undefined =
      segment === undefined ? undefined : { member: 'core.segment', operator: 'equals', values: [segment] }
    const compare = input.compare === 'none' ? undefined : comparisons[input.compare]()
    const told = await figuresOf(ctx, statsMetrics, { range, filters, compare })
    const trend = await ctx.query({
      metrics: [{ id: statsMetrics.averageHealthScore }, { id: statsMetrics.averageChurnRisk }],
      time: { range, grain: periods[input.period] > 100 ? 'week' : 'day' },
      ...(filters ? { filters } : {}),
    })
    const number = (cell: unknown) => (cell === null || cell === undefined ? null : Number(cell))
    const bySegment = { metric: 'accounts_by_health', dimension: 'health_segment' }
    const counts = await groupsOf(ctx, bySegment, { range, filters: filters ? { and: [live, filters] } : live })
    const { from, to } = trend.meta.range
    return {
      period: { from: from.slice(0, 10), to: to.slice(0, 10) },
      stats: rounded(told.now),
      comparison: compare ? rounded(told.before) : null,
      healthSegments: segmentsOf(counts),
      healthTrend: trend.rows.map(([date, health, risk]) => ({
        date: String(date).slice(0, 10),
        averageHealthScore: number(health),
        averageChurnRisk: number(risk),
      })),
      engagement: await readEngagement(ctx, { range, filters }, {}),
      revenue: (await figuresOf(ctx, revenueMetrics, { range, filters })).now,
      kpis: (await figuresOf(ctx, kpiMetrics, { range, filters })).now,
    }
  })
