import { sql, type RawBuilder } from 'kysely'

/** Waves of surveys of the brand, each standing until the next one. Where groups were asked, the row for all does not count beside them. */
export const brandWaves: RawBuilder<unknown> = sql`
  select b.tenant_id, b.wave, b.segment, b.respondents, b.unaided, b.aided, w.until
  from brand_surveys as b
  join (
    select tenant_id, wave, lead(wave) over (partition by tenant_id order by wave) as until, bool_or(segment <> 'all') as has_groups
    from brand_surveys group by tenant_id, wave
  ) as w on w.tenant_id = b.tenant_id and w.wave = b.wave
  where b.segment <> 'all' or not w.has_groups`

/** Visits of the website: those that were imported, and those of events that nobody imported under the same id. */
export const visits: RawBuilder<unknown> = sql`
  select tenant_id, session_id, started_at, visitor_id, channel, landing_page, device_type, page_views, engaged_seconds, key_events, sessions
  from web_sessions
  union all
  select e.tenant_id, e.session_id, e.started_at, e.visitor_id, e.channel, e.landing_page, e.device_type, e.page_views,
    e.engaged_seconds, e.key_events, 1
  from event_visits as e
  where not exists (select from web_sessions as w where w.tenant_id = e.tenant_id and w.session_id = e.session_id)`
