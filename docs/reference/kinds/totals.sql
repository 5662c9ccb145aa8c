select width_bucket("timestamp", $1::timestamptz[]) as ordinal, grouping("_d1") as "_set", "_d1" as "d1", count(*) filter (where ("event" = $2)) as "m1", count(*) filter (where ("event" = $3)) as "m2", count(*) as "seen1"
  from "world"."events"
    cross join lateral (select (properties ->> 'provider')::text as "_d1") as dimension
  where tenant_id = $4::uuid
    and "timestamp" >= $5::timestamptz
    and "timestamp" < $6::timestamptz
  group by 1, grouping sets (("_d1"), ())
