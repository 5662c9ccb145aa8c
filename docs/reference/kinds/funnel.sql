with event as (
      select "user_id" as _actor, "timestamp" as _ts, "event_id" as "_k1", (properties ->> 'provider')::text as "d1", ("event" = $1) as "s1", ("event" = $2) as "s2", ("event" = $3) as "s3", case when ("event" = $4) and "timestamp" < $5::timestamptz then width_bucket("timestamp", $6::timestamptz[]) end as _entry
      from "world"."events"
      where tenant_id = $7::uuid
    and "user_id" is not null
    and "timestamp" >= $8::timestamptz
    and "timestamp" < $9::timestamptz + '72 hours'::interval
    and (("event" = $10) or ("event" = $11) or ("event" = $12))
    ),
    entry as (
      select distinct "_entry", "_actor", "d1"
      from event
      where _entry is not null
    ),
    link1 as (
      select event.*, entry._entry as _bucket, case when event._entry = entry._entry then event._ts end as "st1"
      from event
        join entry on entry._actor = event._actor and entry."d1" is not distinct from event."d1"
      where event._entry = entry._entry or event."s2" or event."s3"
    ),
    "link2" as (
      select *, case when _ts < "reached2" + '72 hours'::interval then "reached2" end as "st2"
      from (
        select *, case when "s2" then max("st1") over chain end as "reached2"
        from "link1"
        window chain as (partition by "_bucket", "_actor", "d1" order by _ts range between unbounded preceding and current row)
      ) as step
    ),
    "link3" as (
      select *, case when _ts < "reached3" + '72 hours'::interval then "reached3" end as "st3"
      from (
        select *, case when "s3" then max("st2") over chain end as "reached3"
        from "link2"
        window chain as (partition by "_bucket", "_actor", "d1" order by _ts range between unbounded preceding and current row)
      ) as step
    ),
    actor as (
      select "_bucket", "d1", bool_or("st1" is not null) as "l1", bool_or("st2" is not null) as "l2", bool_or("st3" is not null) as "l3"
      from "link3"
      group by "_bucket", "_actor", "d1"
    )
  select _bucket as ordinal, "d1", count(*) filter (where "l3") as "m1", count(*) filter (where "l1") as "m2"
  from actor
  group by "_bucket", "d1"
