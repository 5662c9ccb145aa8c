with first_start as (
      select distinct on ("user_id") "user_id" as _actor, "at" as _ts, "id" as "_k1", ("provider")::text as "_d1"
      from "journey"."visits"
      where tenant_id = $1::uuid
    and ("event" in ($2))
    and "user_id" is not null
    and "at" < $3::timestamptz
      order by "user_id", "at", "id"
    ),
    member as (
      select *, width_bucket(_ts, $4::timestamptz[]) as _bucket, width_bucket(_ts, $5::timestamptz[]) as _unit
      from first_start
      where _ts >= $6::timestamptz
    ),
    back as (
      select "user_id" as _actor, "at" as _ts, width_bucket("at", $7::timestamptz[]) as _unit
      from "journey"."visits"
      where tenant_id = $8::uuid
    and ("event" in ($9, $10))
    and "user_id" is not null
    and "at" >= $11::timestamptz
    and "at" < $12::timestamptz
    and "at" < $13::timestamptz
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
      select * from unnest($14::int[], $15::int[], $16::int[], $17::int[])
    ),
    part as (
      select _bucket, "_d1", "_n", _actors as _cohort, 0 as _returned
      from size
        join period on _unit + period._over <= $18::int
      union all
      select _bucket, "_d1", "_n", 0, count(distinct _actor)
      from came
        join period on _unit + period._over <= $19::int and _period >= _from and (_to is null or _period <= _to)
      group by "_bucket", "_d1", "_n"
    )
  select _bucket as ordinal, "_d1" as "d1", (sum("_returned") filter (where _n = 1))::bigint as "m1", (sum("_cohort") filter (where _n = 1))::bigint as "m2"
  from part
  group by "_bucket", "_d1"
