import type { Filter, FilterLeaf } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'

/** All members a filter tree names. */
export function membersOf(filter: Filter): string[] {
  if ('and' in filter) return filter.and.flatMap(membersOf)
  if ('or' in filter) return filter.or.flatMap(membersOf)
  if ('not' in filter) return membersOf(filter.not)
  return [filter.member]
}

/** Every condition of a filter tree. */
export function leavesOf(filter: Filter): FilterLeaf[] {
  if ('and' in filter) return filter.and.flatMap(leavesOf)
  if ('or' in filter) return filter.or.flatMap(leavesOf)
  if ('not' in filter) return leavesOf(filter.not)
  return [filter]
}

/** One filter that holds when all of several do; null when there is none. */
export function allOf(parts: readonly Filter[]): Filter | null {
  const [first, ...rest] = parts
  if (!first) return null
  return rest.length === 0 ? first : { and: [first, ...rest] }
}

/** Splits a filter into conditions on dimensions (rows) and on metrics (results). Only a top-level `and` may mix them. */
export function splitFilter(
  filter: Filter | undefined,
  isMetric: (member: string) => boolean,
): { readonly where: Filter | null; readonly having: Filter | null } {
  if (!filter) return { where: null, having: null }
  const parts = 'and' in filter ? filter.and : [filter]
  const where: Filter[] = []
  const having: Filter[] = []
  for (const part of parts) {
    if ('and' in part) {
      const inner = splitFilter(part, isMetric)
      if (inner.where) where.push(inner.where)
      if (inner.having) having.push(inner.having)
      continue
    }
    const members = membersOf(part)
    const metrics = members.filter(isMetric)
    if (metrics.length > 0 && metrics.length < members.length) {
      throw queryErrors('mixed_filter', { members: [...new Set(members)].join(', ') })
    }
    ;(metrics.length > 0 ? having : where).push(part)
  }
  return { where: allOf(where), having: allOf(having) }
}
