select bucket._ordinal as ordinal, ("provider")::text as "d1", count(distinct "user_id") as "m1"
  from "world"."connections"
    join unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) as bucket(_ordinal, _from, _to) on "started_at" < "bucket"."_to" and ("ended_at" is null or "ended_at" >= "bucket"."_to")
  where tenant_id = $4::uuid
  group by 1, 2
