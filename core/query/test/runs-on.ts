import type { Database } from '@tessera/database'

/** How often a property is tried: a fifth as often on the embedded engine, which is the same PostgreSQL and several times slower. */
export const runsOn = ({ kind }: Pick<Database, 'kind'>, runs: number): number =>
  kind === 'embedded' ? Math.ceil(runs / 5) : runs

/** Ways an answer may be read that a property is sure to come upon; where it is tried a few times only, none. */
export const waysRead = (kind: Database['kind']): readonly string[] =>
  kind === 'embedded' ? [] : ['mixed', 'raw', 'rollup']
