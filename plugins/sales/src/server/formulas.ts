import { activityFormulas } from './formulas/activity.ts'
import { otherFormulas } from './formulas/others.ts'
import { pipelineFormulas } from './formulas/pipeline.ts'
import { quotaFormulas } from './formulas/quota.ts'
import { wonFormulas } from './formulas/won.ts'

/** How every metric of the contract is computed. */
export const formulas = {
  ...pipelineFormulas,
  ...wonFormulas,
  ...quotaFormulas,
  ...activityFormulas,
  ...otherFormulas,
} as const
