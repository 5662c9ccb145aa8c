with active as (
      select distinct _entity as _actor, "d1", ordinal as _at
      from (
    select width_bucket("bucket", $1::timestamptz[]) as ordinal, ("provider")::text as "d1", "user_id" as "_entity", ("is_visits_new") as "m1"
    from "journey"."rollup_visits_users_daily"
    where tenant_id = $2::uuid
    and "bucket" >= $3::timestamptz
    and "bucket" < $4::timestamptz
    and (("is_visits_new"))
      ) as kept
      where _entity is not null
    ),
    turn as (
      select *, lag(_at) over life as _before, lead(_at) over life as _next
      from active
      window life as (partition by "_actor", "d1" order by _at)
    ),
    part as (
      select ($5::int[])[_at] as ordinal, "d1",
        case when _before is null then 'new' when _before = _at - 1 then 'returning' else 'resurrected' end as _part
      from turn
      union all
      select ($6::int[])[_at + 1], "d1", 'churned'
      from turn
      where _next is distinct from _at + 1
    )
  select ordinal, "d1", case when ordinal = any($7::int[]) then count(*) filter (where _part = 'churned') end as "m1"
  from part
  where ordinal is not null
  group by ordinal, "d1";

select "ordinal", "d1" as "d1", count(*) as "seen1"
  from (
    select width_bucket("bucket", $1::timestamptz[]) as ordinal, ("provider")::text as "d1", "user_id" as "_entity"
    from "journey"."rollup_visits_users_daily"
    where tenant_id = $2::uuid
    and "bucket" >= $3::timestamptz
    and "bucket" < $4::timestamptz
  ) as part
  group by 1, 2
