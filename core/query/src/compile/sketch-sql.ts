import { sql, type RawBuilder } from 'kysely'
import type { Sketch } from '@tessera/plugin-api/server'

type Sql = RawBuilder<unknown>

/** How a kind of sketch is made, put together and read. */
interface SketchSql {
  /** Which register or bin a value falls in; null for null. */
  readonly part: (value: Sql) => Sql
  /** What is kept of all values of a part. */
  readonly kept: (value: Sql) => Sql
  /** Parts of rows as a rollup keeps them, again `_part` and `_kept`; `by` is what groups are told apart by. */
  readonly packed: (parts: Sql, by: Sql) => Sql
  /** What two packed sketches keep of a part, put together. */
  readonly combined: Sql
  /** Estimate of each group as `value`, from its parts; `by` is the ordinal and the dimensions. */
  readonly estimate: (parts: Sql, by: Sql, fraction: number) => Sql
  /** The same from packed parts. */
  readonly estimatePacked: (parts: Sql, by: Sql, fraction: number) => Sql
}

const registers = 2048
/** m² / (2 ln 2), by which the harmonic mean of 2048 registers is scaled. */
const scale = registers ** 2 / (2 * Math.LN2)

/** From `_sum`, the sum of 2^−kept over registers that are not empty, and `_empty`, the part of the others. */
const fromSums = (sums: Sql, by: Sql) => sql`
  select ${by}, round(${sql.lit(scale)}::double precision / (${sql.lit(registers)} * _sigma + _sum))::bigint as value
  from (
    select ${by}, _sum, _empty + coalesce((
        select sum(exp(greatest(power(2::double precision, k) * ln(nullif(_empty, 0)), -700)) * power(2::double precision, k - 1))
        from generate_series(1, 18) as k), 0) as _sigma
    from (${sums}
    ) as register
  ) as estimate`

/**
 * HyperLogLog. The low 11 bits of a 64-bit hash name the register; it keeps how far left the first 1 of the next 41 bits
 * stood. With 41 bits the sum of a sketch is exact in double precision, whatever the order it is added in. The
 * part of empty registers is put through σ(x) = x + Σ x^(2^k)·2^(k−1), which makes one formula of small and large sets (Ertl, 2017).
 * Packed, a sketch is a few rows instead of one for each register: the bits of row k say which registers keep k or more, so that the
 * larger of two is their OR. Row 0 tells of a group without values.
 */
const distinct: SketchSql = {
  part: (value) => sql`(hashtextextended((${value})::text, 0) & ${sql.lit(registers - 1)})::int`,
  kept: (value) =>
    sql`max(coalesce(nullif(position(B'1' in (hashtextextended((${value})::text, 0) >> 11)::bit(41)), 0), 42))::smallint`,
  packed: (parts, by) => sql`
    select ${by}, _plane as _part, bit_or(set_bit(B'0'::bit(${sql.lit(registers)}), coalesce(_part, 0), (_part is not null)::int))::bit(${sql.lit(registers)}) as _kept
    from (${parts}
    ) as register
    cross join generate_series((_part is not null)::int, case when _part is null then 0 else _kept end) as _plane
    group by ${by}, _plane`,
  combined: sql`bit_or(_kept)`,
  estimate: (parts, by) =>
    fromSums(
      sql`
      select ${by}, 1 - count(_part) / ${sql.lit(registers)}::double precision as _empty,
        coalesce(sum(power(2::double precision, -_kept)) filter (where _part is not null), 0) as _sum
      from ${parts}
      group by ${by}`,
      by,
    ),
  // why: the registers that keep exactly k are those of row k without those of the next
  estimatePacked: (parts, by) =>
    fromSums(
      sql`
      select ${by}, 1 - coalesce(sum(bit_count(_kept)) filter (where _part = 1), 0)::double precision / ${sql.lit(registers)} as _empty,
        sum(case when _part = 1 then 1 else -1 end * bit_count(_kept) * power(2::double precision, -_part)) as _sum
      from ${parts}
      group by ${by}`,
      by,
    ),
}

/** ln γ, to the last digit of double precision; γ = 1.0202. */
const logGamma = '0.019998686506689123'
/** Bins of negative values stand mirrored below 0, so that bins are in the order of their values. */
const offset = 100_000

/** The bin of 1e100: a value further away from 0 is none that can be read, and makes the estimate infinite. */
const widest = offset + Math.ceil(Math.log(1e100) / Number(logGamma))

/** Middle of a bin: no value in it is further away than 1 %. Numeric, so that all engines agree to the last digit. */
function middle(bin: Sql): Sql {
  return sql`case when ${bin} = 0 then 0 else (sign(${bin}::numeric) * 2 * power(1.0202, abs(${bin}) - ${sql.lit(offset)}) / 2.0202)::double precision end`
}

const fromBins = (parts: Sql, by: Sql, fraction: number) => sql`
  select ${by}, case when _widest > ${sql.lit(widest)} then 'infinity' else _below + (_above - _below) * _between end as value
  from (
    select ${by}, ${middle(sql`_low`)} as _below,
      ${middle(sql`_high`)} as _above, _between, _widest
    from (
      select ${by}, min(_part) filter (where _upto > floor(_place)) as _low,
        min(_part) filter (where _upto > ceil(_place)) as _high, max(_place - floor(_place)) as _between,
        max(abs(_part)) as _widest
      from (
        select ${by}, _part, sum(_kept) over (partition by ${by} order by _part) as _upto,
          ${sql.lit(fraction)}::double precision * (sum(_kept) over (partition by ${by}) - 1)::double precision as _place
        from ${parts}
      ) as bin
      group by ${by}
    ) as place
  ) as estimate`

/** DDSketch: values counted in bins whose bounds grow by γ; one bin for 0. */
const percentile: SketchSql = {
  part: (value) => {
    const number = sql`(${value})::double precision`
    const bin = sql`(${sql.lit(offset)} + ceil(ln(least(abs(${number}), 1e300)) / ${sql.raw(logGamma)}))::int`
    // why: NaN is the largest number to PostgreSQL, and sign() does not know it; least() would make a number of null
    return sql`case when abs(${number}) < 1e-300 then 0 when ${number} < 0 then -${bin} when ${number} > 0 then ${bin} end`
  },
  kept: (value) => sql`count(${value})`,
  combined: sql`sum(_kept)::bigint`,
  packed: (parts) => parts,
  estimate: fromBins,
  estimatePacked: fromBins,
}

/** SQL of a kind of sketch. */
export function sketchSql({ kind }: Pick<Sketch, 'kind'>): SketchSql {
  return kind === 'approximate_distinct' ? distinct : percentile
}
