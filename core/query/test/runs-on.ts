import type { Database } from '@tessera/database'

const { DATABASE_URL_TEST: further } = process.env

/** Whether a database is of the server that a run may be given beside its own. */
const isFurther = ({ url }: Pick<Database, 'url'>) =>
  further !== undefined && new URL(url).host === new URL(further).host

/**
 * How often a property is tried of the times that are worth it over many runs: two thirds on the server of the run, a fifth on the embedded
 * engine, which is the same PostgreSQL and several times slower, and on a further server.
 */
export const runsOn = (database: Pick<Database, 'kind' | 'url'>, runs: number): number =>
  database.kind === 'embedded' || isFurther(database) ? Math.ceil(runs / 5) : Math.ceil((runs * 2) / 3)

/** Ways an answer may be read that a property is sure to come upon; where it is tried a few times only, none. */
export const waysRead = (database: Pick<Database, 'kind' | 'url'>): readonly string[] =>
  database.kind === 'embedded' || isFurther(database) ? [] : ['mixed', 'raw', 'rollup']
