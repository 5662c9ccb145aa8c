import { npsFormulas } from './formulas/nps.ts'
import { surveyFormulas } from './formulas/surveys.ts'
import { ticketFormulas } from './formulas/tickets.ts'
import { timeFormulas } from './formulas/times.ts'

/** How every metric of the contract is computed. */
export const formulas = { ...ticketFormulas, ...timeFormulas, ...npsFormulas, ...surveyFormulas } as const
