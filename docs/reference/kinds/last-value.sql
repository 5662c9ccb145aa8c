with observation as (
      select (properties ->> 'provider')::text as "d1", (properties ->> 'amount')::numeric as "v1", width_bucket("timestamp", $1::timestamptz[]) + 1 as _first, least(30, width_bucket(lead("timestamp") over later, $2::timestamptz[])) as _last
      from "world"."events"
      where tenant_id = $3::uuid
    and "user_id" is not null
    and "timestamp" < $4::timestamptz
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
