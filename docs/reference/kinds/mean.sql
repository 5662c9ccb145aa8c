select width_bucket("timestamp", $1::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", sum((properties ->> 'amount')::numeric) as "m1", count((properties ->> 'amount')::numeric) as "m2"
  from "world"."events"
  where tenant_id = $2::uuid
    and "timestamp" >= $3::timestamptz
    and "timestamp" < $4::timestamptz
  group by 1, 2
