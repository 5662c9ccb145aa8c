import type { GroupSet, Kept, QueryDimension, ResolvedQuery } from './resolved-query.ts'

/** The column that tells the rest of `top` apart: no value of the dimension can stand for it. */
function restOf(dimension: QueryDimension): QueryDimension {
  const { id, plugin } = dimension
  const of = { id: `${id}:other`, plugin, title: 'All others', description: '', type: 'boolean' as const }
  return { ...of, labels: {}, colors: {}, restOf: id }
}

/** The query once it is known which values `top` keeps. Where the rest is counted, a further dimension says what it is. */
export function withKept(query: ResolvedQuery, kept: Kept | null): ResolvedQuery {
  const place = query.dimensions.findIndex(({ id }) => id === kept?.dimension)
  const dimension = query.dimensions[place]
  if (!kept?.other || !dimension) return { ...query, kept }
  const moved = (set: GroupSet) =>
    set.flatMap((index) => (index < place ? [index] : index === place ? [index, index + 1] : [index + 1]))
  return {
    ...query,
    kept,
    dimensions: query.dimensions.toSpliced(place + 1, 0, restOf(dimension)),
    sets: query.sets?.map(moved) ?? null,
    totals: query.totals.map((set) => ({ ...set, dimensions: moved(set.dimensions) })),
  }
}
