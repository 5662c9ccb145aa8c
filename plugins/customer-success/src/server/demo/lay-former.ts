import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import { churnDay, newSince, type Scene } from './lay-people.ts'
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

/** Days before today of which a former tool kept scores: each of the last month, and one a week before. */
export const historyDays: readonly number[] = Array.from({ length: 50 }, (_, nth) =>
  nth < 30 ? 3 + nth : 32 + 7 * (nth - 29),
)

/** Scores that a former tool kept, day by day in the last month and week by week before, with the health rising slowly. */
export function layHistory({ plans, calendar }: Scene): Rows<'health_history'> {
  const days = historyDays.map((ago) => -ago)
  return plans.flatMap((plan) =>
    days
      .filter((day) => day > (newSince(plan) ?? -1000) && (plan.segment !== 'churned' || day < churnDay(plan)))
      .map((day) => {
        // why: they end where the own ones begin
        const wave = 4 * (Math.sin(plan.nth + (day + 3) / 23) - Math.sin(plan.nth))
        return {
          account_id: plan.account.id,
          metric_date: calendar.date(day),
          overall_health_score: tenth(Math.min(98, Math.max(6, plan.health + (day + 3) / 40 + wave))),
          churn_risk_score: tenth(Math.min(95, Math.max(2, plan.risk - (day + 3) / 60 - wave / 2))),
        }
      }),
  )
}
