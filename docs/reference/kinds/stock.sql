with part as (
  select width_bucket("timestamp", $1::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", sum((properties ->> 'amount')::numeric) as "m1"
  from "world"."events"
  where tenant_id = $2::uuid
    and "timestamp" >= $3::timestamptz
    and "timestamp" < $4::timestamptz
  group by 1, 2
    ),
    met as (
      select "_ordinal", "d1", "m1"
      from part join unnest($5::int[], $6::int[]) as meeting(_interval, _ordinal) on _interval = ordinal
      union all
      select "_ordinal", "d1", null
      from unnest($7::int[]) as bucket(_ordinal) cross join (select distinct "d1" from part) as seen
    ),
    running as (
      select _ordinal as ordinal, "d1", sum(sum("m1")) over (partition by "d1" order by _ordinal) as "m1"
      from met
      group by "_ordinal", "d1"
    )
  select * from running
  where "m1" is not null
