select "ordinal", "d1", coalesce(sum("m1"), 0)::bigint as "m1", coalesce(sum("seen1"), 0)::bigint as "seen1"
  from (
  select width_bucket("bucket", $1::timestamptz[]) as ordinal, ("provider")::text as "d1", coalesce(sum("rows_rows_a"), 0)::bigint as "m1", coalesce(sum("rows_rows"), 0)::bigint as "seen1"
  from "world"."rollup_events_daily"
  where tenant_id = $2::uuid
    and ("bucket" >= $3::timestamptz and "bucket" < $4::timestamptz or "bucket" >= $5::timestamptz and "bucket" < $6::timestamptz)
  group by 1, 2
  union all
  select width_bucket("timestamp", $7::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", count(*) filter (where ("event" = $8)) as "m1", count(*) as "seen1"
  from "world"."events"
  where tenant_id = $9::uuid
    and "timestamp" >= $10::timestamptz
    and "timestamp" < $11::timestamptz
  group by 1, 2
  ) as part
  group by 1, 2
