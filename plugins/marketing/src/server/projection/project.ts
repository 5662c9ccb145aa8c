import type { ProjectContext, ResetContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { plugin } from '../../plugin.ts'
import { hitOf } from './hit-of.ts'

/**
 * Keeps visits in step with newly stored events. A visit is what all events with its id tell, whichever order and batches they came in: it
 * begins with the first of them, and has what the first one that says so tells of channel, device and visitor.
 */
export async function project({ db, tenantId, events }: ProjectContext<typeof plugin>): Promise<void> {
  const hits = events.flatMap((event) => hitOf(event) ?? [])
  if (hits.length === 0) return
  const visits = [...new Set(hits.map(({ session_id: id }) => id))]
  // why: of two transactions that each store a part of a visit, the later must see the earlier
  await sql`
    insert into marketing.projection_turns (tenant_id) values (${tenantId})
    on conflict (tenant_id) do update set taken = excluded.taken`.execute(db)
  await sql`
    insert into marketing.web_hits (tenant_id, session_id, event_id, at, visitor_id, channel, device_type, page, engaged_seconds,
      is_key_event)
    select ${tenantId}::uuid, session_id, event_id, at, visitor_id, channel, device_type, page, engaged_seconds, is_key_event
    from jsonb_populate_recordset(null::marketing.web_hits, ${JSON.stringify(hits)}::jsonb)
    on conflict do nothing`.execute(db)
  const first = (column: string) =>
    sql`(array_agg(${sql.ref(column)} order by at, event_id) filter (where ${sql.ref(column)} is not null))[1]`
  await sql`
    insert into marketing.event_visits (tenant_id, session_id, started_at, visitor_id, channel, landing_page, device_type, page_views,
      engaged_seconds, key_events)
    select tenant_id, session_id, min(at), ${first('visitor_id')}, ${first('channel')}, ${first('page')},
      coalesce(${first('device_type')}, 'other'), count(page), least(sum(engaged_seconds), 1000000),
      count(*) filter (where is_key_event)
    from marketing.web_hits where tenant_id = ${tenantId} and session_id = any(${visits})
    group by tenant_id, session_id
    on conflict (tenant_id, session_id) do update set started_at = excluded.started_at, visitor_id = excluded.visitor_id,
      channel = excluded.channel, landing_page = excluded.landing_page, device_type = excluded.device_type,
      page_views = excluded.page_views, engaged_seconds = excluded.engaged_seconds, key_events = excluded.key_events`.execute(
    db,
  )
}

/** Deletes what was made of events; what was imported stays. */
export async function reset({ db, tenantId }: ResetContext): Promise<void> {
  await sql`delete from marketing.event_visits where tenant_id = ${tenantId}`.execute(db)
  await sql`delete from marketing.web_hits where tenant_id = ${tenantId}`.execute(db)
}
