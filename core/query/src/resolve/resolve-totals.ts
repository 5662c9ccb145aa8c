import type { DimensionInfo, Grain, MetricQuery } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import type { ResolvedQuery, TotalSet } from './resolved-query.ts'

interface Answer {
  readonly dimensions: readonly DimensionInfo[]
  readonly grain: Grain | null
}

function refuse(reason: string): never {
  throw queryErrors('invalid_query', { reason })
}

function resolveSet(by: readonly string[], answer: Answer): TotalSet {
  const places = by.map((member) => {
    if (member === 'time') return answer.grain === null ? refuse("totals by 'time' need a grain") : null
    const place = answer.dimensions.findIndex((dimension) => dimension.id === member)
    return place >= 0 ? place : refuse(`totals keep '${member}', which is not in dimensions`)
  })
  if (new Set(by).size < by.length) refuse(`a set of totals names '${by.join("', '")}' twice`)
  const dimensions = places.filter((place) => place !== null).toSorted((a, b) => a - b)
  const keepsTime = answer.grain === null || by.includes('time')
  // why: the answer is one row, which conditions and pages may take away; its total stays
  if (answer.grain === null && answer.dimensions.length === 0) return { by, keepsTime: false, dimensions }
  if (keepsTime && dimensions.length === answer.dimensions.length) {
    refuse('a set of totals keeps everything the answer is broken down by, so it is the answer itself; leave it out')
  }
  return { by, keepsTime, dimensions }
}

/** Checks the totals a query asks for. Those that keep the time buckets are grouped in the query's own statement. */
export function resolveTotals(asked: MetricQuery['totals'], answer: Answer): Pick<ResolvedQuery, 'sets' | 'totals'> {
  if (asked === undefined || asked === 'none') return { sets: null, totals: [] }
  const totals = (asked === 'grand' ? [[]] : asked).map((by) => resolveSet(by, answer))
  const names = totals.map(({ by }) => by.toSorted().join(' '))
  if (new Set(names).size < names.length) refuse('totals name the same set twice')
  const inPlace = totals.filter((set) => set.keepsTime).map((set) => set.dimensions)
  return { sets: inPlace.length === 0 ? null : [answer.dimensions.map((_, index) => index), ...inPlace], totals }
}
