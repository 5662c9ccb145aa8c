import { sql, type Kysely } from 'kysely'

/** Which of these schemas had tables before bookmarks were kept: their plugins may have projected events by then. */
export async function olderSchemas(owner: Kysely<never>, schemas: readonly string[]): Promise<ReadonlySet<string>> {
  const older = new Set<string>()
  for (const schema of schemas) {
    const known = await sql<{ there: boolean }>`
      select to_regclass(${`${schema}.migration`}) is not null as there`.execute(owner)
    if (!known.rows[0]?.there) continue
    const { rows } = await sql<{ older: boolean }>`
      select exists (select from ${sql.table(`${schema}.migration`)} own, core.migration core
        where core.name = '0006_projections' and own.timestamp < core.timestamp) as older`.execute(owner)
    if (rows[0]?.older) older.add(schema)
  }
  return older
}
