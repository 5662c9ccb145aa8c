import { avg, count, ratio } from '@tessera/plugin-api/server'
import { cesAnswers, csatAnswers } from '../facts.ts'

/** How satisfied customers are, and how easy they find it. */
export const surveyFormulas = {
  csat_score: ratio(count(csatAnswers, { where: (eb) => eb('rating', '>=', 4) }), count(csatAnswers)),
  csat_mean: avg(csatAnswers, 'rating'),
  csat_responses: count(csatAnswers),
  ces_score: ratio(count(cesAnswers, { where: (eb) => eb('rating', '>=', 5) }), count(cesAnswers)),
  ces_responses: count(cesAnswers),
} as const
