select width_bucket("started_at", $1::timestamptz[]) as ordinal, ("provider")::text as "d1", count(*) filter (where (("ended_at" is null or "ended_at" >= "started_at" + '48 hours'::interval))) as "m1", count(*) as "m2"
  from "world"."connections"
  where tenant_id = $2::uuid
    and "started_at" >= $3::timestamptz
    and "started_at" < $4::timestamptz
  group by 1, 2
