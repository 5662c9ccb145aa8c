select "ordinal", "d1", value as "m1"
  from (
  select "ordinal", "d1", case when _widest > 111514 then 'infinity' else _below + (_above - _below) * _between end as value
  from (
    select "ordinal", "d1", case when _low = 0 then 0 else (sign(_low::numeric) * 2 * power(1.0202, abs(_low) - 100000) / 2.0202)::double precision end as _below,
      case when _high = 0 then 0 else (sign(_high::numeric) * 2 * power(1.0202, abs(_high) - 100000) / 2.0202)::double precision end as _above, _between, _widest
    from (
      select "ordinal", "d1", min(_part) filter (where _upto > floor(_place)) as _low,
        min(_part) filter (where _upto > ceil(_place)) as _high, max(_place - floor(_place)) as _between,
        max(abs(_part)) as _widest
      from (
        select "ordinal", "d1", _part, sum(_kept) over (partition by "ordinal", "d1" order by _part) as _upto,
          0.9::double precision * (sum(_kept) over (partition by "ordinal", "d1") - 1)::double precision as _place
        from (
    select width_bucket("timestamp", $1::timestamptz[]) as ordinal, (properties ->> 'provider')::text as "d1", case when abs(((properties ->> 'amount')::numeric)::double precision) < 1e-300 then 0 when ((properties ->> 'amount')::numeric)::double precision < 0 then -(100000 + ceil(ln(least(abs(((properties ->> 'amount')::numeric)::double precision), 1e300)) / 0.019998686506689123))::int when ((properties ->> 'amount')::numeric)::double precision > 0 then (100000 + ceil(ln(least(abs(((properties ->> 'amount')::numeric)::double precision), 1e300)) / 0.019998686506689123))::int end as _part, count((properties ->> 'amount')::numeric) as _kept
    from "world"."events"
    where tenant_id = $2::uuid
    and "timestamp" >= $3::timestamptz
    and "timestamp" < $4::timestamptz
    group by 1, 2, 3
      ) as part
      ) as bin
      group by "ordinal", "d1"
    ) as place
  ) as estimate
  ) as estimated
