with base as (
      select "user_id" as _actor, "timestamp" as _ts, "event_id" as "_k1", (properties ->> 'provider')::text as "d1"
      from "world"."events"
      where tenant_id = $1::uuid
    and ("event" = $2)
    and "user_id" is not null
    and "timestamp" > $3::timestamptz - '48 hours'::interval
    and "timestamp" < $4::timestamptz + '48 hours'::interval
    ),
    conversion as (
      select "user_id" as _actor, "timestamp" as _at, "event_id" as "_c1"
      from "world"."events"
      where tenant_id = $5::uuid
    and ("event" = $6)
    and "user_id" is not null
    and "timestamp" >= $7::timestamptz
    and "timestamp" < $8::timestamptz + '48 hours'::interval
    ),
    credit as (
      select distinct on ("conversion"."_c1") base.*
      from conversion
        join base on base._actor = conversion._actor
          and base._ts <= conversion._at and base._ts > conversion._at - '48 hours'::interval
      order by "conversion"."_c1", base._ts desc, "base"."_k1" desc
    )
  select width_bucket(_ts, $9::timestamptz[]) as ordinal, "d1", count(*) as "m1"
  from credit
  where _ts >= $10::timestamptz and _ts < $11::timestamptz
  group by 1, 2;

select width_bucket("timestamp", $1::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", count(*) as "seen1"
  from "world"."events"
  where tenant_id = $2::uuid
    and "timestamp" >= $3::timestamptz
    and "timestamp" < $4::timestamptz
  group by 1, 2
