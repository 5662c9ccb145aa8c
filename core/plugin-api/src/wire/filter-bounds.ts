/** Most conditions of a filter, and of all filters of a question together. */
export const maxConditions = 1_000
/** Most values of all conditions of a question together. */
export const maxFilterValues = 10_000
/** How deep `and`, `or` and `not` may nest. */
export const maxFilterLevels = 32

interface Node {
  readonly value: unknown
  readonly level: number
}

/** What a node of a filter joins, or null for a condition and for what is no filter at all. */
function partsOf(value: unknown): readonly unknown[] | null {
  if (typeof value !== 'object' || value === null) return null
  if ('not' in value) return [value.not]
  const parts = 'and' in value ? value.and : 'or' in value ? value.or : null
  return Array.isArray(parts) && parts.length > 0 ? parts : null
}

function valuesOf(value: unknown): number {
  const { values } = Object(value) as { readonly values?: unknown }
  return Array.isArray(values) ? values.length : 0
}

/** The conditions of a filter within its bounds, which is not checked for anything else yet. */
export function conditionsOf(filter: unknown): readonly unknown[] {
  return partsOf(filter)?.flatMap(conditionsOf) ?? [filter]
}

/** Why filters, not checked for anything else yet, are too large to be read; null when they are not. Takes them level by level, without recursion. */
export function beyondFilterBounds(filters: readonly unknown[]): string | null {
  let conditions = 0
  let values = 0
  const open: Node[] = filters.map((value) => ({ value, level: 0 }))
  for (let node = open.pop(); node; node = open.pop()) {
    const { value, level } = node
    const parts = partsOf(value)
    if (parts === null) {
      conditions += 1
      values += valuesOf(value)
    } else if (level === maxFilterLevels) {
      return `nests 'and', 'or' and 'not' deeper than ${maxFilterLevels} levels; flatten it`
    }
    if (conditions + (parts?.length ?? 0) + open.length > maxConditions) {
      return `has more than ${maxConditions} conditions; give several values to one condition, or ask in parts`
    }
    if (values > maxFilterValues) return `has more than ${maxFilterValues} values; ask in parts`
    for (const part of parts ?? []) open.push({ value: part, level: level + 1 })
  }
  return null
}
