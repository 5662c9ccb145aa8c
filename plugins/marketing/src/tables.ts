import { audienceTables } from './tables/audience.ts'
import { campaignTables } from './tables/campaigns.ts'
import { leadTables } from './tables/leads.ts'

/** Every table that others bring rows into. */
export const tables = { ...campaignTables, ...leadTables, ...audienceTables } as const
