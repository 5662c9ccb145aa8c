import { sql, type RawBuilder } from 'kysely'
import type { GroupSet } from '../resolve/resolved-query.ts'
import { dimensionColumn, dimensionSelects, groupBy } from './leaf.ts'

/** Column that tells the sets of dimensions of one statement apart; it holds the set's number. */
export const setColumn = '_set'

/** Number of a set as SQL's GROUPING() gives it: a binary digit for each dimension, 1 where it is totalled away. */
export function setNumber(set: GroupSet, dimensions: number): number {
  const away = Array.from({ length: dimensions }, (_, index) => (set.includes(index) ? '0' : '1'))
  return Number.parseInt(`0${away.join('')}`, 2)
}

/** How a leaf groups: by its dimensions, or by several sets of them in one scan. */
export interface Grouping {
  /** Select list entries of the dimensions, after `_set` where there are several sets. */
  readonly selects: readonly RawBuilder<unknown>[]
  /** What `from` needs beside the fact. */
  readonly from: RawBuilder<unknown>
  /** List for `group by`; the ordinal stands first in the select list. */
  readonly by: RawBuilder<unknown>
}

/** GROUPING SETS name columns, so the dimensions are computed beside the fact and named first. */
export function grouping(dimensions: readonly RawBuilder<unknown>[], sets: readonly GroupSet[] | null): Grouping {
  if (!sets) return { selects: dimensionSelects(dimensions), from: sql``, by: groupBy(dimensions.length) }
  const names = dimensions.map((_, index) => sql.ref(`_${dimensionColumn(index)}`))
  const named = dimensions.map((expression, index) => sql`${expression} as ${names[index]}`)
  const set = (kept: GroupSet) => sql`(${sql.join(kept.flatMap((index) => names[index] ?? []))})`
  return {
    selects: [sql`grouping(${sql.join(names)}) as ${sql.ref(setColumn)}`, ...dimensionSelects(names)],
    from: sql`\n    cross join lateral (select ${sql.join(named)}) as dimension`,
    by: sql`1, grouping sets (${sql.join(sets.map(set))})`,
  }
}
