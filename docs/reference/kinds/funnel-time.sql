with event as (
      select "user_id" as _actor, "at" as _ts, "id" as "_k1", ("provider")::text as "f1", ("event" in ($1)) as "s1", ("event" in ($2)) as "s2", ("event" in ($3)) as "s3", case when ("event" in ($4)) and "at" < $5::timestamptz then width_bucket("at", $6::timestamptz[]) end as _entry
      from "journey"."visits"
      where tenant_id = $7::uuid
    and "user_id" is not null
    and "at" >= $8::timestamptz
    and "at" < $9::timestamptz + '72 hours'::interval
    and (("event" in ($10)) or ("event" in ($11)) or ("event" in ($12)))
    ),
    entry as (
      select distinct "_entry", "_actor"
      from event
      where _entry is not null
    ),
    link1 as (
      select event.*, entry._entry as _bucket, case when event._entry = entry._entry then event._ts end as "st1"
      from event
        join entry on entry._actor = event._actor
      where event._entry = entry._entry or event."s2" or event."s3"
    ),
    "link2" as (
      select *, case when _ts < "reached2" + '72 hours'::interval then "reached2" end as "st2"
      from (
        select *, case when "s2" then max("st1") over chain end as "reached2"
        from "link1"
        window chain as (partition by "_bucket", "_actor" order by _ts range between unbounded preceding and current row)
      ) as step
    ),
    "link3" as (
      select *, case when _ts < "reached3" + '72 hours'::interval then "reached3" end as "st3"
      from (
        select *, case when "s3" then max("st2") over chain end as "reached3"
        from "link2"
        window chain as (partition by "_bucket", "_actor" order by _ts range between unbounded preceding and current row)
      ) as step
    ),
    actor as (
      select "_bucket", (array_agg("f1" order by "_ts", "_k1") filter (where "st1" is not null))[1] as "d1", bool_or("st1" is not null) as "l1", bool_or("st2" is not null) as "l2", bool_or("st3" is not null) as "l3", min(extract(epoch from _ts - "st3")) as "t3"
      from "link3"
      group by "_bucket", "_actor"
    )
  select _bucket as ordinal, "d1", percentile_cont(0.5) within group (order by "t3") as "m1"
  from actor
  group by "_bucket", "d1"
