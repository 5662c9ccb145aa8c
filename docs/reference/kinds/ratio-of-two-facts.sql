select width_bucket("day", $1::date[]) as ordinal, ("provider")::text as "d1", sum("amount") as "m1"
  from "world"."spends"
  where tenant_id = $2::uuid
    and "day" >= $3::date
    and "day" < $4::date
  group by 1, 2;

select width_bucket("timestamp", $1::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", count(*) filter (where ("event" = $2)) as "m2", count(*) as "seen1"
  from "world"."events"
  where tenant_id = $3::uuid
    and "timestamp" >= $4::timestamptz
    and "timestamp" < $5::timestamptz
  group by 1, 2
