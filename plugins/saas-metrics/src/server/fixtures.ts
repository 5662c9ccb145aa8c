import { churnFixtures } from './fixtures/churn.ts'
import { movementFixtures } from './fixtures/movements.ts'
import { revenueFixtures } from './fixtures/revenue.ts'
import { serviceFixtures } from './fixtures/service.ts'
import { userFixtures } from './fixtures/users.ts'

/** Worked examples of every metric. */
export const fixtures = {
  ...revenueFixtures,
  ...movementFixtures,
  ...churnFixtures,
  ...userFixtures,
  ...serviceFixtures,
} as const
