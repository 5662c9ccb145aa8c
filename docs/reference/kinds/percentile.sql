select width_bucket("timestamp", $1::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", percentile_cont(0.9) within group (order by (properties ->> 'amount')::numeric) as "m1", percentile_cont(0) within group (order by (properties ->> 'amount')::numeric) as "m2", percentile_cont(1) within group (order by (properties ->> 'amount')::numeric) as "m3"
  from "world"."events"
  where tenant_id = $2::uuid
    and "timestamp" >= $3::timestamptz
    and "timestamp" < $4::timestamptz
  group by 1, 2
