with event as (
      select "user_id" as _actor, "at" as _ts, "id" as "_k1", ("provider")::text as "f1", ("event" in ($1)) as "s1", ("event" in ($2)) as "s2", ("event" in ($3)) as "s3", case when ("event" in ($4)) and "at" < $5::timestamptz then width_bucket("at", $6::timestamptz[]) end as _entry
      from "journey"."visits"
      where tenant_id = $7::uuid
    and "user_id" is not null
    and "at" >= $8::timestamptz
    and "at" < $9::timestamptz + '72 hours'::interval
    and (("event" in ($10)) or ("event" in ($11)) or ("event" in ($12)))
    ),
    "reach3_2" as (
      select *, case when "s2" then min(case when "s3" then _ts end) over chain end as "t3_2"
        from "event"
        window chain as (partition by "_actor" order by _ts range between current row and unbounded following)
    ),
    "reach3_1" as (
      select *, case when "s1" then min("t3_2") over chain end as "t3_1"
        from "reach3_2"
        window chain as (partition by "_actor" order by _ts range between current row and unbounded following)
    )
  select _entry as ordinal, "f1" as "d1", count(*) filter (where "t3_1" < _ts + '72 hours'::interval) as "m1"
  from "reach3_1"
  where _entry is not null
  group by "_entry", "f1"
