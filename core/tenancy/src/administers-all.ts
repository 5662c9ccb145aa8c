import { sql, type Kysely } from 'kysely'

/** Whether a person is an admin of every tenant there is, and so may do what concerns the whole installation. */
export async function administersAll(owner: Kysely<never>, userId: string): Promise<boolean> {
  const { rows } = await sql<{ all: boolean }>`
    select not exists (
      select 1 from core.tenants t where not exists (
        select 1 from auth.member m
        where m."organizationId" = t.tenant_id and m."userId"::text = ${userId}
          and string_to_array(m.role, ',') && array['owner', 'admin'])) as all`.execute(owner)
  return rows[0]?.all ?? false
}
