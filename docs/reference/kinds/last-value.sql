with before as (
      select "user_id" as _entity, max("timestamp") as _at
      from "world"."events"
      where tenant_id = $1::uuid
    and "user_id" is not null
    and "timestamp" < $2::timestamptz
      group by 1
    ),
    latest as (
      select *
      from "world"."events"
      where tenant_id = $3::uuid
    and "timestamp" >= (select min(_at) from before)
    and ("user_id", "timestamp") in (select _entity, _at from before)
      union all
      select *
      from "world"."events"
      where tenant_id = $4::uuid
    and "user_id" is not null
    and "timestamp" >= $5::timestamptz
    and "timestamp" < $6::timestamptz
    ),
    observation as (
      select (properties ->> 'provider')::text as "d1", (properties ->> 'amount')::numeric as "v1", width_bucket("timestamp", $7::timestamptz[]) + 1 as _first, least(30, width_bucket(lead("timestamp") over later, $8::timestamptz[])) as _last
      from latest as "events"
      window later as (partition by "user_id" order by "timestamp", "event_id")
    ),
    standing as (
      select "d1", _first, _last, sum("v1") as "m1"
      from observation
      where _first <= _last
      group by "d1", _first, _last
    )
  select _bucket as ordinal, "d1", sum("m1") as "m1"
  from standing cross join lateral generate_series(_first, _last) as _bucket
  group by 1, 2
