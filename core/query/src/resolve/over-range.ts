import type { GroupSet, ResolvedQuery } from './resolved-query.ts'

/** The question behind the totals that give up time: the same query without grain, by the dimensions they keep. */
export function overRange(query: ResolvedQuery): ResolvedQuery | null {
  const { whole } = query
  const totals = query.totals.filter((set) => !set.keepsTime)
  if (!whole || totals.length === 0) return null
  const kept = [...new Set(totals.flatMap((set) => set.dimensions))].toSorted((a, b) => a - b)
  const dimensions = kept.flatMap((index) => query.dimensions[index] ?? [])
  const sets = totals.map((set): GroupSet => set.dimensions.map((index) => kept.indexOf(index)))
  const one = sets.length === 1 && sets[0]?.length === kept.length
  const gone = new Set(['time', ...query.dimensions.filter((d) => !dimensions.includes(d)).map((d) => d.id)])
  return {
    ...query,
    dimensions,
    time: whole,
    having: null,
    order: query.order.filter(({ key }) => !gone.has(key)),
    limit: null,
    after: null,
    sets: one ? null : sets,
  }
}
