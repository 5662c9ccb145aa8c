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
