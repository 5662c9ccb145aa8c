with observation as (
      select ("provider")::text as "d1", 1 as "v1", width_bucket("started_at", $1::timestamptz[]) + 1 as _first, least(30, width_bucket(lead("started_at") over later, $2::timestamptz[]), width_bucket("started_at" + '72 hours'::interval, $3::timestamptz[]), width_bucket("ended_at", $4::timestamptz[])) as _last
      from "world"."connections"
      where tenant_id = $5::uuid
    and "user_id" is not null
    and "started_at" < $6::timestamptz
    and "started_at" >= $7::timestamptz - '72 hours'::interval
      window later as (partition by "user_id" order by "started_at", "id")
    ),
    standing as (
      select "d1", _first, _last, count("v1") as "m1"
      from observation
      where _first <= _last
      group by "d1", _first, _last
    )
  select _bucket as ordinal, "d1", sum("m1") as "m1"
  from standing cross join lateral generate_series(_first, _last) as _bucket
  group by 1, 2
