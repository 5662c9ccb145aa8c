import { acquisitionFormulas } from './formulas/acquisition.ts'
import { audienceFormulas } from './formulas/audience.ts'
import { leadFormulas } from './formulas/leads.ts'
import { spendFormulas } from './formulas/spend.ts'

/** Formula of each metric, under its name. */
export const formulas = { ...spendFormulas, ...leadFormulas, ...audienceFormulas, ...acquisitionFormulas } as const
