with seen as (
      select distinct (properties ->> 'provider')::text as "d1", "user_id" as _value, width_bucket("timestamp", $1::timestamptz[]) as _interval
      from "world"."events"
      where tenant_id = $2::uuid
    and "timestamp" >= $3::timestamptz
    and "timestamp" < $4::timestamptz
    and "user_id" is not null
    ),
    span as (
      select "d1", greatest(($5::int[])[_interval], lag(($6::int[])[_interval]) over (partition by "d1", _value order by _interval)) as _first, ($7::int[])[_interval] as _until
      from seen
    ),
    stay as (
      select "d1", _first, _until, count(*) as _values
      from span
      where _first < _until
      group by "d1", _first, _until
    ),
    change as (
      select _ordinal, "d1", _step
      from stay cross join lateral unnest(array[_first, _until], array[_values, -_values]) as change(_ordinal, _step)
      where _ordinal < 31
      union all
      select _ordinal, "d1", 0
      from unnest($8::int[]) as bucket(_ordinal) cross join (select distinct "d1" from seen) as grp
    ),
    running as (
      select _ordinal as ordinal, "d1", sum(sum(_step)) over (partition by "d1" order by _ordinal) as "m1"
      from change
      group by _ordinal, "d1"
    )
  select * from running
  where "m1" > 0
