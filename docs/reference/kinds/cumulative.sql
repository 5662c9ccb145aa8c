select bucket._ordinal as ordinal, (properties ->> 'provider')::text as "d1", sum((properties ->> 'amount')::numeric) as "m1"
  from "world"."events"
    join unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) as bucket(_ordinal, _from, _to) on "timestamp" >= bucket._from and "timestamp" < bucket._to
  where tenant_id = $4::uuid
  group by 1, 2
