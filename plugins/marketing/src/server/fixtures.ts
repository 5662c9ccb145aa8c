import { acquisitionFixtures } from './fixtures/acquisition.ts'
import { attributionFixtures } from './fixtures/attribution.ts'
import { audienceFixtures } from './fixtures/audience.ts'
import { leadFixtures } from './fixtures/leads.ts'
import { spendFixtures } from './fixtures/spend.ts'

/** Worked examples of the metrics. */
export const fixtures = {
  ...spendFixtures,
  ...leadFixtures,
  ...audienceFixtures,
  ...attributionFixtures,
  ...acquisitionFixtures,
} as const
