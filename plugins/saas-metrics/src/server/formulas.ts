import { churnFormulas } from './formulas/churn.ts'
import { movementFormulas } from './formulas/movements.ts'
import { customerCounts, revenueFormulas, yearFormulas } from './formulas/revenue.ts'
import { serviceFormulas } from './formulas/service.ts'
import { userFormulas } from './formulas/users.ts'

/** How every metric of the contract is computed. */
export const formulas = {
  ...revenueFormulas,
  ...yearFormulas,
  ...customerCounts,
  ...movementFormulas,
  ...churnFormulas,
  ...userFormulas,
  ...serviceFormulas,
} as const
