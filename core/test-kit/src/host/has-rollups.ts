import { schemaOf } from '@tessera/registry'
import { sql } from 'kysely'
import type { TestHost } from './test-host.ts'

/** Whether any plugin of a host keeps a rollup; without, every answer is from single rows. */
export async function hasRollups({ registry, database }: Pick<TestHost, 'registry' | 'database'>): Promise<boolean> {
  const { rows } = await sql`
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${registry.order.map(schemaOf)}) and c.relkind = 'r'
      and obj_description(c.oid) like 'tessera rollup %' limit 1`.execute(database.owner)
  return rows.length > 0
}
