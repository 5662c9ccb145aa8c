select width_bucket("bucket", $1::timestamptz[]) as ordinal, ("provider")::text as "d1", sum("sum_total") as "m1", coalesce(sum("count_mean"), 0)::bigint as "m2"
  from "world"."rollup_events_daily"
  where tenant_id = $2::uuid
    and "bucket" >= $3::timestamptz
    and "bucket" < $4::timestamptz
  group by 1, 2
