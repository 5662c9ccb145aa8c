import { activityFixtures } from './fixtures/activity.ts'
import { otherFixtures } from './fixtures/others.ts'
import { pipelineFixtures } from './fixtures/pipeline.ts'
import { quotaFixtures } from './fixtures/quota.ts'
import { wonFixtures } from './fixtures/won.ts'

/** Worked examples of every metric that is reckoned here, by hand. */
export const fixtures = {
  ...pipelineFixtures,
  ...wonFixtures,
  ...quotaFixtures,
  ...activityFixtures,
  ...otherFixtures,
} as const
