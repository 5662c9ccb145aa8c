import { sql, type RawBuilder } from 'kysely'
import { deals } from './deals.ts'

/**
 * What is told of each deal and from when on. A deal whose stages are told from later on than its creation, or not at all, was in the first
 * one from the beginning; what is told from its close on, as the close itself, it never was.
 */
const told: RawBuilder<unknown> = sql`
  select tenant_id, opportunity_id, entered_at as at, stage, amount, expected_close_date from opportunity_stage_history
  union all
  select o.tenant_id, o.opportunity_id, o.created_at, coalesce(first.stage, o.stage), first.amount, first.expected_close_date
  from opportunities as o
  left join (
    select distinct on (s.tenant_id, s.opportunity_id) s.tenant_id, s.opportunity_id, s.entered_at, s.stage, s.amount,
      s.expected_close_date
    from opportunity_stage_history as s
    join opportunities as d on d.tenant_id = s.tenant_id and d.opportunity_id = s.opportunity_id
      and (d.closed_at is null or s.entered_at < d.closed_at)
    order by s.tenant_id, s.opportunity_id, s.entered_at
  ) as first on first.tenant_id = o.tenant_id and first.opportunity_id = o.opportunity_id
  where first.entered_at is null or first.entered_at > o.created_at`

/**
 * Spans of time in which an open deal was the same: its stage, its worth and when it was expected to close. None begins before the deal was
 * created, and none goes on after it was closed. `stage_since` is when it came into the stage.
 */
export const spells: RawBuilder<unknown> = sql`
  select s.tenant_id, s.opportunity_id, s.deal, s.account_id, s.rep_id, s.rep, s.team, s.deal_type, s.source, s.status,
    s.stage, s.starts_at, s.ends_at, s.value, s.expected_close_date, s.timezone, s.visit,
    min(s.starts_at) over (partition by s.tenant_id, s.opportunity_id, s.visit) as stage_since
  from (
    select c.*, count(*) filter (where c.enters) over (partition by c.tenant_id, c.opportunity_id order by c.starts_at) as visit
    from (
      select b.*, b.stage is distinct from lag(b.stage) over (partition by b.tenant_id, b.opportunity_id order by b.starts_at)
        as enters
      from (
        select d.tenant_id, d.opportunity_id, d.deal, d.account_id, d.rep_id, d.rep, d.team, d.deal_type, d.source, d.status,
          d.timezone, t.stage, coalesce(t.amount, d.amount) * d.rate as value,
          coalesce(t.expected_close_date, d.expected_close_date) as expected_close_date,
          greatest(t.at, d.created_at) as starts_at,
          least(lead(t.at) over (partition by t.tenant_id, t.opportunity_id order by t.at), d.closed_at) as ends_at
        from (${told}) as t
        join (${deals}) as d on d.tenant_id = t.tenant_id and d.opportunity_id = t.opportunity_id
      ) as b
      where b.ends_at is null or b.starts_at < b.ends_at
    ) as c
  ) as s`

/** Times a deal was in a stage: from when to when, and what came next. */
const visits: RawBuilder<unknown> = sql`
  select v.*, lead(v.stage) over (partition by v.tenant_id, v.opportunity_id order by v.entered_at) as next_stage,
    lead(v.entered_at) over (partition by v.tenant_id, v.opportunity_id order by v.entered_at) is null as is_last
  from (
    select tenant_id, opportunity_id, visit, stage, account_id, rep, team, deal_type, source, status,
      min(starts_at) as entered_at, case when bool_and(ends_at is not null) then max(ends_at) end as left_at
    from (${spells}) as s
    group by tenant_id, opportunity_id, visit, stage, account_id, rep, team, deal_type, source, status
  ) as v`

/** The same with how long it was, once it was left. */
export const stageVisits: RawBuilder<unknown> = sql`
  select v.tenant_id, v.opportunity_id, v.visit, v.stage, v.account_id, v.rep, v.team, v.deal_type, v.source, v.status, v.entered_at,
    v.left_at, v.next_stage, v.is_last, extract(epoch from v.left_at - v.entered_at)::double precision / 86400 as days
  from (${visits}) as v`
