import { acquisitionFormulas } from './formulas/acquisition.ts'
import { attributionFormulas } from './formulas/attribution.ts'
import { audienceFormulas } from './formulas/audience.ts'
import { leadFormulas } from './formulas/leads.ts'
import { spendFormulas } from './formulas/spend.ts'

/** Formula of each metric, under its name. */
export const formulas = {
  ...spendFormulas,
  ...leadFormulas,
  ...audienceFormulas,
  ...attributionFormulas,
  ...acquisitionFormulas,
} as const
