import { activityFixtures, activityFormulas } from './activity.ts'
import { featureFixtures, featureFormulas } from './features.ts'
import { peopleFixtures, peopleFormulas } from './people.ts'
import { qualityFixtures, qualityFormulas } from './quality.ts'
import { retentionFixtures, retentionFormulas } from './retention.ts'
import { sessionFixtures, sessionFormulas } from './sessions.ts'

/** How every metric of the contract is computed. */
export const formulas = {
  ...activityFormulas,
  ...sessionFormulas,
  ...featureFormulas,
  ...peopleFormulas,
  ...retentionFormulas,
  ...qualityFormulas,
}

/** Worked examples of every metric, reckoned by hand. */
export const fixtures = {
  ...activityFixtures,
  ...sessionFixtures,
  ...featureFixtures,
  ...peopleFixtures,
  ...retentionFixtures,
  ...qualityFixtures,
}
