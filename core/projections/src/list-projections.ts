import { sql, type Kysely } from 'kysely'

/** How far one plugin's projection of a tenant is. */
export interface ProjectionInfo {
  readonly plugin: string
  readonly version: number
  /** Stored events it has still to read, counted up to `countedUpTo`. */
  readonly behind: number
  /** Events it could not process, set aside. */
  readonly aside: number
  /** Why it makes no progress, or why the last event was set aside; null when all is well. */
  readonly reason: string | null
  /** When that is tried again. */
  readonly nextAt: string | null
}

/** Most events that are counted. */
export const countedUpTo = 100_000

/** Progress of all projections of a tenant, those of plugins that are not running included. */
export async function listProjections(db: Kysely<never>, tenantId: string): Promise<readonly ProjectionInfo[]> {
  const { rows } = await sql<Omit<ProjectionInfo, 'nextAt'> & { readonly nextAt: Date | null }>`
    with ahead as (
      select b.plugin_id, b.version, b.reason, b.attempts, b.next_at, (
        select count(*) filter (where stretch.event = any(b.event_types)) from (
          select e.event from core.events e
          where e.tenant_id = ${tenantId} and e.commit_number > 0 and e.commit_number > b.read_commit
            and (b.read_time is null or e.commit_number > b.read_commit + 1 or (e."timestamp", e.event_id) > (b.read_time, b.read_id))
          limit ${countedUpTo}) as stretch
      ) + case when b.read_commit >= 0 then 0 else (
        select count(*) filter (where stretch.event = any(b.event_types)) from (
          select e.event from core.events e
          where e.tenant_id = ${tenantId} and e.commit_number = 0
            and (b.read_time is null or (e."timestamp", e.event_id) > (b.read_time, b.read_id))
          limit ${countedUpTo}) as stretch) end as behind
      from core.bookmarks b where b.tenant_id = ${tenantId}
    ), aside as (
      select plugin_id, count(*) as aside, min(next_at) as next_at, (array_agg(reason order by failed_at desc))[1] as reason
      from core.projection_backlog where tenant_id = ${tenantId} group by plugin_id
    ), progress as (
      select plugin_id, max(version) as version, least(sum(behind), ${countedUpTo}) as behind,
        max(reason) as reason, min(next_at) filter (where attempts > 0) as next_at
      from ahead group by plugin_id
    )
    select plugin_id as plugin, coalesce(p.version, 1) as version, coalesce(p.behind, 0)::int as behind,
      coalesce(a.aside, 0)::int as aside, coalesce(p.reason, a.reason) as reason, least(p.next_at, a.next_at) as "nextAt"
    from progress p full join aside a using (plugin_id) order by plugin_id`.execute(db)
  return rows.map((row) => ({ ...row, nextAt: row.nextAt?.toISOString() ?? null }))
}
