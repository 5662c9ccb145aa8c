import type { HealthSegment } from '../../score/segment-of.ts'
import type { Picture } from './picture.ts'
import type { Random } from './random.ts'
import { withMean } from './with-mean.ts'

/** An account as core knows it. */
export interface DemoAccount {
  readonly id: string
  readonly planTier: string | null
  readonly industry: string | null
  readonly users: number
  readonly createdOn: string
  /** The day before today on which it stopped paying, as -1 for yesterday, where revenue is known. */
  readonly churnedOn: number | null
}

/** What is to become of an account. */
export interface Plan {
  readonly account: DemoAccount
  readonly nth: number
  readonly segment: HealthSegment | 'churned'
  /** Health score and churn risk that it shall have. */
  readonly health: number
  readonly risk: number
  readonly csm: string
}

/** Within which scores a segment lies, clear of its edges, and which risk goes with it. */
const spans: Readonly<Record<HealthSegment, readonly [from: number, to: number, risk: number]>> = {
  healthy: [83, 96, 9],
  moderate: [63.5, 77, 18],
  at_risk: [43.5, 57, 42],
  critical: [22, 36.5, 64],
}

interface Cast {
  readonly accounts: readonly DemoAccount[]
  readonly team: readonly string[]
  readonly random: Random
}

/** Deals segments and scores to accounts. Those without a paid plan have churned. */
export function plan(picture: Picture, { accounts, team, random }: Cast): Plan[] {
  const byPlan = random.shuffle(accounts).toSorted((one, other) => rank(one) - rank(other))
  const { segments, churned } = scaled(picture, accounts.length)
  const { moderate, at_risk, critical } = segments
  const segmentAt = (nth: number): HealthSegment => {
    if (nth < critical) return 'critical'
    if (nth < critical + at_risk) return 'at_risk'
    return nth < critical + at_risk + moderate ? 'moderate' : 'healthy'
  }
  const csm = (nth: number) => team[nth % team.length] ?? ''
  const live = random.shuffle(byPlan.slice(churned)).map((account, nth) => {
    return { account, nth, segment: segmentAt(nth), place: random.unit(), csm: csm(nth) }
  })
  const health = withMean(
    live.map(({ segment, place }) => {
      const [least, most] = spans[segment]
      return { value: least + place * (most - least), least, most }
    }),
    picture.meanHealth,
  )
  const risk = withMean(
    live.map(({ segment, place }) => {
      const value = spans[segment][2] * (1.3 - 0.6 * place)
      return { value, least: value / 2, most: Math.min(value * 2, 80) }
    }),
    picture.meanRisk,
  )
  const gone = byPlan.slice(0, churned).map((account, nth): Plan => {
    return { account, nth, segment: 'churned', health: 35, risk: 70, csm: csm(nth) }
  })
  const planned = live.map(({ place: _, ...one }, nth): Plan => {
    return { ...one, health: health[nth] ?? 0, risk: risk[nth] ?? 0 }
  })
  return [...planned, ...gone]
}

/** The same picture of another number of accounts. */
function scaled({ segments, churned }: Picture, count: number) {
  const all = Object.values(segments).reduce((sum, each) => sum + each, churned)
  const of = (each: number) => (count === all ? each : Math.max(1, Math.round((each * count) / all)))
  const { healthy, moderate, at_risk, critical } = segments
  return {
    segments: { healthy: of(healthy), moderate: of(moderate), at_risk: of(at_risk), critical: of(critical) },
    churned: of(churned),
  }
}

const rank = ({ planTier }: DemoAccount) => (planTier === null || planTier === 'free' ? 0 : 1)
