import { accountFixtures, accountFormulas } from './accounts.ts'
import { engagementFixtures } from './engagement-fixtures.ts'
import { engagementFormulas } from './engagement.ts'
import { healthFixtures, healthFormulas } from './health.ts'
import { outcomeFixtures, outcomeFormulas } from './outcomes.ts'
import { riskFixtures, riskFormulas } from './risk.ts'
import { usageFixtures, usageFormulas } from './usage.ts'

/** How every metric of the contract is computed. */
export const formulas = {
  ...healthFormulas,
  ...riskFormulas,
  ...accountFormulas,
  ...usageFormulas,
  ...engagementFormulas,
  ...outcomeFormulas,
}

/** Worked examples of every metric, reckoned by hand. */
export const fixtures = {
  ...healthFixtures,
  ...riskFixtures,
  ...accountFixtures,
  ...usageFixtures,
  ...engagementFixtures,
  ...outcomeFixtures,
}
