select "ordinal", "d1" as "d1", count(distinct "_entity") as "m1"
  from (
    select width_bucket("bucket", $1::timestamptz[]) as ordinal, ("provider")::text as "d1", "user_id" as "_entity"
    from "world"."rollup_events_users_daily"
    where tenant_id = $2::uuid
    and ("bucket" >= $3::timestamptz and "bucket" < $4::timestamptz or "bucket" >= $5::timestamptz and "bucket" < $6::timestamptz)
    union all
    select width_bucket("timestamp", $7::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", "user_id" as "_entity"
    from "world"."events"
    where tenant_id = $8::uuid
    and "timestamp" >= $9::timestamptz
    and "timestamp" < $10::timestamptz
  ) as part
  group by 1, 2
