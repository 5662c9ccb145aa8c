import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import { newSince, type Scene } from './lay-people.ts'
import { industryBenchmarks } from './words.ts'

type Rows<Name extends keyof typeof tables> = RecordInput<(typeof tables)[Name]>[]

/** What others of the industries reach. */
export function layBenchmarks({ calendar }: Scene): Rows<'benchmarks'> {
  const about = { period_start: calendar.date(-140), sample_n: 120, source: 'Industry survey' }
  return Object.entries(industryBenchmarks).flatMap(([industry, [health, risk]]) => [
    { ...about, metric: 'customer_health_score' as const, industry, value: health },
    { ...about, metric: 'churn_risk_score' as const, industry, value: risk },
  ])
}

const tenth = (value: number) => Math.round(10 * value) / 10

/** Scores that a former tool kept, week by week up to a month ago, with the health rising slowly. */
export function layHistory({ plans, calendar }: Scene): Rows<'health_history'> {
  const weeks = Array.from({ length: 21 }, (_, week) => -32 - 7 * week)
  const kept = plans.filter((plan) => plan.segment !== 'churned' && newSince(plan) === null)
  return kept.flatMap((plan) =>
    weeks.map((day) => {
      const wave = 4 * Math.sin(plan.nth + day / 23)
      return {
        account_id: plan.account.id,
        metric_date: calendar.date(day),
        overall_health_score: tenth(Math.min(98, Math.max(6, plan.health - 1.2 + day / 45 + wave))),
        churn_risk_score: tenth(Math.min(95, Math.max(2, plan.risk + 1 - day / 60 - wave / 2))),
      }
    }),
  )
}
