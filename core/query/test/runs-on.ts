import type { Database } from '@tessera/database'

/** How often a property is tried: a fifth as often on the embedded engine, which is the same PostgreSQL and several times slower. */
export const runsOn = ({ kind }: Pick<Database, 'kind'>, runs: number): number =>
  kind === 'embedded' ? Math.ceil(runs / 5) : runs
