select "ordinal", "d1", value as "m1"
  from (
  select "ordinal", "d1",
    round(case when _empty > 0 and _raw <= 5120 then 2048 * ln(2048::double precision / _empty) else _raw end)::bigint as value
  from (
    select "ordinal", "d1", _empty, 3023758.3915552306::double precision / (_empty + _sum) as _raw
    from (
      select "ordinal", "d1", 2048 - count(_part) as _empty,
        coalesce(sum(power(2::double precision, -_kept)) filter (where _part is not null), 0) as _sum
      from (
    select width_bucket("timestamp", $1::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", (hashtextextended(("user_id")::text, 0) & 2047)::int as _part, max(coalesce(nullif(position(B'1' in (hashtextextended(("user_id")::text, 0) >> 11)::bit(41)), 0), 42))::smallint as _kept
    from "world"."events"
    where tenant_id = $2::uuid
    and "timestamp" >= $3::timestamptz
    and "timestamp" < $4::timestamptz
    group by 1, 2, 3
      ) as part
      group by "ordinal", "d1"
    ) as register
  ) as estimate
  ) as estimated
