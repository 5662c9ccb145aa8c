select width_bucket("timestamp", $1::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", count(*) filter (where ("event" = $2)) as "m1", count(*) as "seen1"
  from "world"."events"
  where tenant_id = $3::uuid
    and "timestamp" >= $4::timestamptz
    and "timestamp" < $5::timestamptz
  group by 1, 2
