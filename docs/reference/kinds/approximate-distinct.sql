select "ordinal", "d1", value as "m1"
  from (
  select "ordinal", "d1", round(3025550.7903903713::double precision / (2048 * _sigma + _sum))::bigint as value
  from (
    select "ordinal", "d1", _sum, _empty + coalesce((
        select sum(exp(greatest(power(2::double precision, k) * ln(nullif(_empty, 0)), -700)) * power(2::double precision, k - 1))
        from generate_series(1, 18) as k), 0) as _sigma
    from (
      select "ordinal", "d1", 1 - count(_part) / 2048::double precision as _empty,
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
