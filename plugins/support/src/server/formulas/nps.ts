import { derived, lastValue, setting, type On } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { plugin } from '../../plugin.ts'
import { npsAnswers } from '../facts.ts'
import type { NpsRow } from '../rows.ts'

/** Until when an answer counts. */
const ended: On<NpsRow, unknown> = (_, bounds) =>
  sql`created_at + make_interval(hours => (24 * ${setting(plugin, 'npsWindowDays', bounds)})::int)`

const latest = { entity: 'respondent', ended } as const

/** 100 for a promoter, -100 for a detractor, 0 for a passive. */
const points = () => sql<number>`case when score >= 9 then 100 when score <= 6 then -100 else 0 end`
const squared = () => sql<number>`case when score >= 9 or score <= 6 then 10000 else 0 end`

const score = lastValue(npsAnswers, { ...latest, value: points, across: 'avg' })
const respondents = lastValue(npsAnswers, { ...latest, across: 'count' })

/** Whether customers would recommend the product. */
export const npsFormulas = {
  nps_score: score,
  nps_margin: derived(
    { score, squares: lastValue(npsAnswers, { ...latest, value: squared, across: 'avg' }), respondents },
    (n) => sql<number>`1.96 * sqrt(greatest(${n.squares} - ${n.score} * ${n.score}, 0) / nullif(${n.respondents}, 0))`,
  ),
  nps_responses: respondents,
  nps_mean_score: lastValue(npsAnswers, { ...latest, value: 'score', across: 'avg' }),
} as const
