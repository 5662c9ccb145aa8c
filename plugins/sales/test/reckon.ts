/** Figures of sales reckoned deal by deal and moment by moment, without SQL; times are milliseconds. */

/** A stage and amount from a moment on. */
export interface Step {
  readonly at: number
  readonly stage: string
  readonly amount: number | null
}

/** A deal and what is told of it. */
export interface Deal {
  readonly rep: 'ada' | 'bob'
  readonly created: number
  readonly closed: number | null
  readonly won: boolean
  readonly renewal: boolean
  readonly stage: string
  readonly amount: number
  /** What its currency is worth; null where nobody knows. */
  readonly rate: number | null
  /** First moment of the day it is to close, and of the day after. */
  readonly due: readonly [from: number, to: number] | null
  readonly steps: readonly Step[]
}

const day = 86_400_000
/** As the settings of the test have them: place, probability and limit by stage. */
export const stages = {
  discovery: { position: 1, probability: 0.2, limit: 1 },
  proposal: { position: 2, probability: 0.5, limit: 2 },
} as const

const rules = (stage: string) => (stages as Readonly<Record<string, (typeof stages)[keyof typeof stages]>>)[stage]

/** What is known of a deal at a moment at which it is open: the last step before, else the first one there is. */
function stepAt({ steps, stage, created, closed }: Deal, moment: number): Step & { readonly since: number } {
  const told = steps.filter(({ at }) => closed === null || at < closed).toSorted((one, other) => one.at - other.at)
  const first = told[0] ?? { at: created, stage, amount: null }
  const past = told.filter(({ at }) => at < moment)
  const last = past.at(-1) ?? first
  // why: a step before the creation, or none yet, stands from the creation on
  let since = created
  let before = first.stage
  for (const step of past.filter(({ at }) => at <= created)) before = step.stage
  for (const step of past) {
    if (step.at <= created) continue
    if (step.stage !== before) since = step.at
    before = step.stage
  }
  return { ...last, since }
}

/** The pipeline right before a moment. */
export function reckonPipeline(deals: readonly Deal[], moment: number) {
  const open = deals
    .filter(({ created, closed }) => created < moment && (closed === null || closed >= moment))
    .map((deal) => {
      const step = stepAt(deal, moment)
      const value = deal.rate === null ? null : (step.amount ?? deal.amount) * deal.rate
      return { deal, step, value, rule: rules(step.stage) }
    })
  const sum = (rows: readonly (number | null)[]) => rows.reduce<number>((all, value) => all + (value ?? 0), 0)
  return {
    total_pipeline_value: sum(open.map(({ value }) => value)),
    open_opportunities: open.length,
    weighted_pipeline_value: sum(open.map(({ value, rule }) => (value ?? 0) * (rule?.probability ?? 0))),
    qualified_pipeline_value: sum(open.map(({ value, rule }) => ((rule?.position ?? 0) > 1 ? value : 0))),
    deals_without_rate: open.filter(({ value }) => value === null).length,
    overdue_deals: open.filter(({ deal: { due } }) => due !== null && due[1] < moment).length,
    stalled_deal_count: open.filter(({ step, rule }) => rule && step.since + rule.limit * day < moment).length,
  }
}

const worth = ({ amount, rate }: Deal) => (rate === null ? 0 : amount * rate)
const within = (at: number | null, from: number, to: number) => at !== null && at >= from && at < to

/** What was won and lost from one moment to another. */
export function reckonClosed(deals: readonly Deal[], from: number, to: number) {
  const closed = deals.filter((deal) => within(deal.closed, from, to))
  const won = closed.filter((deal) => deal.won)
  return {
    deals_won: won.length,
    revenue_closed: won.reduce((all, deal) => all + worth(deal), 0),
    deals_lost: closed.length - won.length,
    opportunities_created: deals.filter((deal) => within(deal.created, from, to)).length,
  }
}

/** Won of what was decided from one moment to another. */
export function reckonWinRate(deals: readonly Deal[], from: number, to: number) {
  const { deals_won: won, deals_lost: lost } = reckonClosed(deals, from, to)
  return won + lost === 0 ? null : won / (won + lost)
}

/** A quota from one day to another, both counted from a first one; the later it was set the better. */
export interface Quota {
  readonly rep: 'ada' | 'bob'
  readonly from: number
  readonly to: number
  readonly set: number
  readonly amount: number
}

/** What was to be sold on the days from one to another, the last not included. */
export function reckonQuota(quotas: readonly Quota[], from: number, to: number): number {
  const last = quotas.filter(
    (quota) =>
      !quotas.some(({ rep, from: begin, set }) => rep === quota.rep && begin === quota.from && set > quota.set),
  )
  return last.reduce((all, quota) => {
    const days = quota.to - quota.from + 1
    const shared = Math.min(to, quota.to + 1) - Math.max(from, quota.from)
    return shared > 0 ? all + (quota.amount * shared) / days : all
  }, 0)
}
