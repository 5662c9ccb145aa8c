with line as (
      select "account_id" as _entity, ("provider")::text as "d1", "value" as _value, "started_at" as _start, "ended_at" as _end, min("started_at") filter (where "value" > 0 and ("ended_at" is null or "ended_at" > "started_at")) over (partition by "account_id", ("provider")::text) as _since
      from "journey"."lines"
      where tenant_id = $1::uuid
    and "account_id" is not null
    and "started_at" < $2::timestamptz
    ),
    state as (
      select bucket._ordinal, "d1", _entity,
        coalesce(sum(_value) filter (where _start < "bucket"."_from" and (_end is null or _end >= "bucket"."_from")), 0) as _opening,
        coalesce(sum(_value) filter (where _start < "bucket"."_to" and (_end is null or _end >= "bucket"."_to")), 0) as _closing,
        coalesce(bool_or(_since < bucket._from), false) as _had
      from line
        join unnest($3::int[], $4::timestamptz[], $5::timestamptz[]) as bucket(_ordinal, _from, _to) on (_start < "bucket"."_from" and (_end is null or _end >= "bucket"."_from")) or (_start < "bucket"."_to" and (_end is null or _end >= "bucket"."_to"))
      group by 1, 2, 3
    )
  select _ordinal as ordinal, "d1", sum(case when _opening = 0 and _closing > 0 and not _had then _closing else 0 end) as "m1"
  from state
  group by 1, 2
