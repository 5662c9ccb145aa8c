import { engagementTables } from './tables/engagements.ts'
import { measureTables } from './tables/measures.ts'
import { peopleTables } from './tables/people.ts'
import { progressTables } from './tables/progress.ts'

/** Tables that CRMs, spreadsheets and former tools bring their rows into. */
export const tables = { ...peopleTables, ...engagementTables, ...progressTables, ...measureTables } as const
