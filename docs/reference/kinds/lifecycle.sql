with active as (
      select distinct "user_id" as _actor, ("provider")::text as "d1", width_bucket("at", $1::timestamptz[]) as _at
      from "journey"."visits"
      where tenant_id = $2::uuid
    and ("event" in ($3, $4))
    and "user_id" is not null
    and "at" < $5::timestamptz
    ),
    turn as (
      select *, lag(_at) over life as _before, lead(_at) over life as _next
      from active
      window life as (partition by "_actor", "d1" order by _at)
    ),
    part as (
      select ($6::int[])[_at] as ordinal, "d1",
        case when _before is null then 'new' when _before = _at - 1 then 'returning' else 'resurrected' end as _part
      from turn
      union all
      select ($7::int[])[_at + 1], "d1", 'churned'
      from turn
      where _next is distinct from _at + 1
    )
  select ordinal, "d1", case when ordinal = any($8::int[]) then count(*) filter (where _part = 'churned') end as "m1"
  from part
  where ordinal is not null
  group by ordinal, "d1";

select width_bucket("at", $1::timestamptz[]) as ordinal, ("provider")::text as "d1", count(*) as "seen1"
  from "journey"."visits"
  where tenant_id = $2::uuid
    and "at" >= $3::timestamptz
    and "at" < $4::timestamptz
  group by 1, 2
