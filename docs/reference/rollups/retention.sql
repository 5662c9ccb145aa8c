with first_start as (
      select distinct on ("user_id") "user_id" as _actor, "first_daily_at0_at" as _ts, "first_daily_at0_id" as "_k1", ("provider")::text as "_d1"
      from "journey"."rollup_visits_users_daily"
      where tenant_id = $1::uuid
    and ("first_daily_at0_at" is not null)
    and "user_id" is not null
    and "bucket" >= $2::timestamptz
    and "bucket" < $3::timestamptz
      order by "user_id", "first_daily_at0_at", "first_daily_at0_id"
    ),
    member as (
      select *, width_bucket(_ts, $4::timestamptz[]) as _bucket, width_bucket(_ts, $5::timestamptz[]) as _unit
      from first_start
      where _ts >= $6::timestamptz
    ),
    back as (
      select "user_id" as _actor, "last_daily_at0_at" as _ts, width_bucket("last_daily_at0_at", $7::timestamptz[]) as _unit
      from "journey"."rollup_visits_users_daily"
      where tenant_id = $8::uuid
    and ("last_daily_at0_at" is not null)
    and "user_id" is not null
    and "bucket" >= $9::timestamptz
    and "bucket" < $10::timestamptz
    ),
    came as (
      select distinct member._actor, "member"."_bucket", "member"."_d1", "member"."_unit", back._unit - member._unit as _period
      from member
        join back on back._actor = member._actor
          and back._ts > member._ts
    ),
    size as (
      select "_bucket", "_d1", "_unit", count(*) as _actors
      from member
      group by "_bucket", "_d1", "_unit"
    ),
    period(_n, _from, _to, _over) as (
      select * from unnest($11::int[], $12::int[], $13::int[], $14::int[])
    ),
    part as (
      select _bucket, "_d1", "_n", _actors as _cohort, 0 as _returned
      from size
        join period on _unit + period._over <= $15::int
      union all
      select _bucket, "_d1", "_n", 0, count(distinct _actor)
      from came
        join period on _unit + period._over <= $16::int and _period >= _from and (_to is null or _period <= _to)
      group by "_bucket", "_d1", "_n"
    )
  select _bucket as ordinal, "_d1" as "d1", (sum("_returned") filter (where _n = 1))::bigint as "m1", (sum("_cohort") filter (where _n = 1))::bigint as "m2"
  from part
  group by "_bucket", "_d1"
