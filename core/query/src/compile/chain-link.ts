import { sql, type RawBuilder } from 'kysely'
import type { Days } from '@tessera/plugin-api/server'
import { gapBefore, gapUpTo, hours, isStep, list, type FunnelScan } from './funnel-scan.ts'

type Sql = RawBuilder<unknown>

/** The shortest time that tells two moments apart. */
const tick = sql`'1 microsecond'::interval`

/** How rows of two neighbouring steps find each other. */
export interface Link {
  readonly rows: FunnelScan
  /** Columns of one chain. */
  readonly chain: readonly Sql[]
  /** The earlier of the two steps. */
  readonly pair: number
  /** Where the neighbour stands: rows of the later step look back, those of the earlier one ahead. */
  readonly look: 'back' | 'ahead'
  readonly within: Days | undefined
  /** What is taken of the neighbours, and by which aggregate. */
  readonly column: Sql
  readonly take: Sql
  /** Table that holds the rows. */
  readonly from: Sql
  /** Ends the names of columns this link needs. */
  readonly suffix: string
}

/**
 * A select of all rows with `value`: the best of the neighbours a row may have in a chain. Rows of one moment follow each other
 * in the order of steps; where a row may be several steps, those of its own moment are left to `tiedRun`. Where excluded rows
 * may stand between, every row is there twice: as what looks, and as what is looked for, beyond the excluded rows of its moment.
 */
export function linked(link: Link, value: (best: Sql) => Sql): Sql {
  const { rows, chain, pair, look, within, take, from, suffix } = link
  const crossed = rows.gaps.includes(pair)
  const back = look === 'back'
  const side = back ? sql`preceding` : sql`following`
  const near = rows.disjoint ? sql`current row` : sql`${tick} ${side}`
  const far = within ? sql`${hours(within)} - ${tick} ${side}` : sql`unbounded ${side}`
  const frame = back ? sql`${far} and ${near}` : sql`${near} and ${far}`
  const [stretch, found] = [sql.ref(`stretch${suffix}`), sql.ref(`found${suffix}`)]
  const column = crossed ? found : link.column
  const window = sql`chain as (partition by ${list([...chain, ...(crossed ? [stretch] : [])])} order by _ts range between ${frame})`
  const over = sql`${take}(${column}) over chain`
  if (!crossed) return sql`select *, ${value(over)}\n        from ${from}\n        window ${window}`
  const [own, other] = back ? [gapBefore(pair), gapUpTo(pair)] : [gapUpTo(pair), gapBefore(pair)]
  const tied = sql`tied as (partition by ${list([...chain, sql`_ts`])})`
  const best = back ? sql`greatest` : sql`least`
  return sql`select *, ${value(rows.disjoint ? sql`${best}(${over}, ${take}(${column}) over tied)` : over)}
        from (
          select *, ${own} as ${stretch}, null as ${found} from ${from}
          union all
          select *, ${other}, ${link.column} from ${from} where ${link.column} is not null
        ) as side
        window ${window}${rows.disjoint ? sql`, ${tied}` : sql``}`
}

/** Condition on what `linked` selects that leaves each row once. */
export function onceSql({ rows, pair, suffix }: Pick<Link, 'rows' | 'pair' | 'suffix'>): Sql {
  return rows.gaps.includes(pair) ? sql`\n      where ${sql.ref(`found${suffix}`)} is null` : sql``
}

/**
 * CTE `tie` with the steps that each row is, a bit for each (`_steps`), and those of the rows of its moment (`_tied`); nothing
 * where no row can be two steps. `first` tells whether a row is step 1.
 */
export function tieSql(
  rows: FunnelScan,
  chain: readonly Sql[],
  how: { readonly from: string; readonly first: Sql },
): Sql {
  if (rows.disjoint) return sql``
  const { steps } = rows.funnel
  const bits = steps.map((_, index) => {
    const is = index === 0 ? how.first : isStep(index + 1)
    return sql`case when ${is} then ${sql.lit(2 ** index)} else 0 end`
  })
  const moment = [...chain, sql`_ts`]
  // why: a chain takes at most one row for each step, so of rows that are the same steps no more are kept
  return sql`,
    tie as (
      select *, array_agg(_steps) filter (where _copy <= ${sql.lit(steps.length)}) over moment as _tied
      from (
        select *, row_number() over (partition by ${list([...moment, sql`_steps`])}) as _copy
        from (select *, ${sql.join(bits, sql` + `)} as _steps from ${sql.ref(how.from)}) as known
      ) as counted
      window moment as (partition by ${list(moment)})
    )`
}

/**
 * Whether the other rows of this moment can be the steps from `first` to `last`, each row one of them: if any few of the steps
 * have at least as many rows (Hall's condition).
 */
export function tiedRun(first: number, last: number): Sql {
  const unit = 2 ** (first - 1)
  const all = 2 ** last - unit
  // why: most rows are alone in their moment, and are to cost nothing
  return sql`cardinality(_tied) > 1 and not exists (
          select from generate_series(${sql.lit(unit)}, ${sql.lit(all)}, ${sql.lit(unit)}) as few(_set)
          where bit_count(few._set::bit(${sql.lit(last)})) > (select count(*) from unnest(_tied) as other(_is) where (other._is & few._set) <> 0) - ((_steps & few._set) <> 0)::int)`
}
