import { revenueTables } from './tables/revenue.ts'
import { usageTables } from './tables/usage.ts'

/** Every table that is imported. */
export const tables = { ...revenueTables, ...usageTables } as const
