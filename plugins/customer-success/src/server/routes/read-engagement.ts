import type { Catalogue, Questions } from '@tessera/plugin-api/server'
import type { Filter } from '@tessera/plugin-api/wire'
import type { z } from 'zod'
import { figuresOf, groupsOf, type Over } from './figures.ts'
import type { engagementShape } from './shapes.ts'

/** Filters that only engagements themselves take. */
export interface EngagementFilter {
  readonly type?: string | undefined
  readonly outcome?: string | undefined
  readonly team_member?: string | undefined
}

const names = { type: 'engagement_type', outcome: 'outcome', team_member: 'team_member' } as const

/** Joins conditions; nothing where there is none. */
export function allOf(conditions: readonly (Filter | undefined)[]): Filter | undefined {
  const given = conditions.filter((each) => each !== undefined)
  return given.length > 1 ? { and: given } : given[0]
}

/** Figures of engagements over a range. What speaks of accounts as a whole is told without the filters of engagements. */
export async function readEngagement(
  ctx: Pick<Questions, 'query'> & { readonly catalogue: Catalogue },
  { range, filters }: Over,
  filter: EngagementFilter,
): Promise<z.infer<typeof engagementShape>> {
  const own = Object.entries(names).flatMap(([key, dimension]): Filter[] => {
    const value = filter[key as keyof typeof names]
    return value === undefined ? [] : [{ member: `customer-success.${dimension}`, operator: 'equals', values: [value] }]
  })
  const narrowed = { range, filters: allOf([filters, ...own]) }
  const answered = {
    range,
    filters: allOf([filters, ...own.filter((each) => !JSON.stringify(each).includes('.outcome"'))]),
  }
  const total = { totalEngagements: 'customer-success.total_engagements' }
  const [all, byType, byOutcome, response, whole] = [
    await figuresOf(ctx, total, narrowed),
    await groupsOf(ctx, { metric: 'total_engagements', dimension: 'engagement_type' }, narrowed),
    await groupsOf(ctx, { metric: 'total_engagements', dimension: 'outcome' }, narrowed),
    await figuresOf(ctx, { averageResponseTime: 'customer-success.average_response_time' }, answered),
    await figuresOf(
      ctx,
      {
        engagementFrequency: 'customer-success.engagement_frequency',
        stakeholderParticipation: 'customer-success.stakeholder_participation',
      },
      { range, filters },
    ),
  ]
  const type = (name: string) => byType.get(name) ?? 0
  const outcome = (name: string) => byOutcome.get(name) ?? 0
  return {
    totalEngagements: all.now.totalEngagements ?? 0,
    engagementsByType: {
      meeting: type('meeting'),
      call: type('call'),
      email: type('email'),
      demo: type('demo'),
      training: type('training'),
    },
    outcomeDistribution: {
      positive: outcome('positive'),
      neutral: outcome('neutral'),
      negative: outcome('negative'),
      actionRequired: outcome('action_required'),
    },
    ...response.now,
    ...whole.now,
  }
}
