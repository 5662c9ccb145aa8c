select width_bucket("timestamp", $1::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", count(*) as "m1"
  from "world"."events"
  where tenant_id = $2::uuid
    and "timestamp" >= $3::timestamptz
    and "timestamp" < $4::timestamptz
    and (("event" = $5))
  group by 1, 2
