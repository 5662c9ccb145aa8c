import type { Cell, Filter } from '@tessera/plugin-api/wire'

/** How a filter names what it is about. */
export interface FilterNames {
  readonly nameOf: (member: string) => string
  /** What a value of a dimension is called; as it stands when left out. */
  readonly labelOf?: (member: string, value: Cell) => string
}

const operators: Readonly<Record<string, string>> = {
  equals: 'is',
  notEquals: 'is not',
  contains: 'contains',
  notContains: 'does not contain',
  startsWith: 'starts with',
  endsWith: 'ends with',
  gt: '>',
  gte: '≥',
  lt: '<',
  lte: '≤',
  set: 'is known',
  notSet: 'is unknown',
}

/** A filter in words: "Provider is Google or Meta and Country is known". */
export function filterWords(filter: Filter, names: FilterNames): string {
  if ('and' in filter) return filter.and.map((inner) => filterWords(inner, names)).join(' and ')
  if ('or' in filter) return `(${filter.or.map((inner) => filterWords(inner, names)).join(' or ')})`
  if ('not' in filter) return `not (${filterWords(filter.not, names)})`
  const { member, operator, values = [] } = filter
  const said = values.map((value) => names.labelOf?.(member, value) ?? String(value)).join(' or ')
  return [names.nameOf(member), operators[operator] ?? operator, said].filter((word) => word !== '').join(' ')
}
