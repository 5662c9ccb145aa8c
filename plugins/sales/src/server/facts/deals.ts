import { fact } from '@tessera/plugin-api/server'
import type { ClosedRow, DealRow, MoveRow, ReachRow, SpellRow, StallingRow, VisitRow, WeightedRow } from '../rows.ts'
import { joins, rep, reps, value } from './shared.ts'

const ofDeal = { ...reps, deal_type: 'deal_type', source: 'source' } as const

/** Deals dated by their creation. */
export const deals = fact<DealRow>({
  name: 'deal',
  table: 'sales.deals',
  key: ['opportunity_id'],
  time: { column: 'created_at', type: 'instant' },
  dimensions: { ...ofDeal, deal: 'deal' },
  joins,
  drill: [{ column: 'deal', title: 'Deal' }, { column: 'status', title: 'Status' }, rep, value],
})

/** Deals dated by their creation, with how far they came. */
export const dealReach = fact<ReachRow>({
  name: 'deal_reach',
  table: 'sales.deal_reach',
  key: ['opportunity_id'],
  time: { column: 'created_at', type: 'instant' },
  dimensions: ofDeal,
  joins,
  drill: [{ column: 'deal', title: 'Deal' }, { column: 'status', title: 'Status' }, rep, value],
})

const closed = {
  table: 'sales.closed_deals',
  key: ['opportunity_id'],
  time: { column: 'closed_at', type: 'instant' },
  dimensions: { ...ofDeal, deal: 'deal', lost_reason: 'lost_reason' },
  joins,
  drill: [{ column: 'deal', title: 'Deal' }, rep, { column: 'is_won', title: 'Won' }, value],
} as const

/** Deals that were won or lost, dated by when. */
export const closedDeals = fact<ClosedRow>({ ...closed, name: 'closed_deal' })

/** Those that were lost. */
export const lostDeals = fact<ClosedRow>({ ...closed, name: 'lost_deal', where: (eb) => eb('is_won', '=', false) })

const spell = {
  key: ['opportunity_id', 'starts_at'],
  time: { column: 'starts_at', type: 'instant' },
  interval: { start: 'starts_at', end: 'ends_at' },
  dimensions: { ...ofDeal, deal: 'deal', stage: 'stage' },
  joins,
  drill: [{ column: 'deal', title: 'Deal' }, { column: 'stage', title: 'Stage' }, rep, value],
} as const

/** Open deals from when to when they were the same. */
export const pipeline = fact<SpellRow>({ ...spell, name: 'pipeline_spell', table: 'sales.pipeline_spells' })

/** The same with the probabilities of the settings. */
export const weightedPipeline = fact<WeightedRow>({
  ...spell,
  name: 'weighted_spell',
  table: 'sales.weighted_pipeline',
})

/** The same with when a deal is stalled. */
export const stallingPipeline = fact<StallingRow>({
  ...spell,
  name: 'stalling_spell',
  table: 'sales.stalling_pipeline',
})

const visit = {
  key: ['opportunity_id', 'visit'],
  time: { column: 'left_at', type: 'instant' },
  dimensions: { ...ofDeal, stage: 'stage' },
  joins,
  drill: [{ column: 'days', title: 'Days', type: 'number' }],
} as const

/** Times a deal was in a stage, dated by when it left it. */
export const leftStages = fact<VisitRow>({
  ...visit,
  name: 'left_stage',
  table: 'sales.stage_visits',
  where: (eb) => eb('left_at', 'is not', null),
})

/** The same with whether it went on. */
export const stageMoves = fact<MoveRow>({ ...visit, name: 'stage_move', table: 'sales.stage_moves' })
