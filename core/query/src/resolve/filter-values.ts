import type { Cell, DimensionInfo, Filter, FilterLeaf } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { leavesOf } from './split-filter.ts'

type Type = DimensionInfo['type']
type Given = string | number | boolean
/** A value as its dimension's type reads it; numbers stay decimal text, so that no digit is lost. */
export type TypedValue = string | boolean

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
/** Most characters of a number. */
const longest = 1_000

/** Whether digits of a number may have been lost before it came: beyond 2^53 a JSON number holds about 15 of them. */
export function mayBeRounded(value: unknown): boolean {
  if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return false
  const [digits = ''] = value.toExponential().split('e')
  return digits.replace(/[-.]/g, '').length > 15
}

/** A value of a dimension as it travels: one that a filter would refuse as a number is text. */
export const sentValue = (value: Cell): Cell => (mayBeRounded(value) ? String(value) : value)

/** A number as exact decimal text; null for what is none. With an exponent it is one within double precision. */
export function decimalText(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value)
  if (text.length > longest || !decimal.test(text)) return null
  const [digits = '', exponent] = text.toLowerCase().split('e')
  if (exponent === undefined) return text
  const double = Number(text)
  return Number.isFinite(double) && (double !== 0 || !/[1-9]/.test(digits)) ? text : null
}

/** A value as a type reads it; null for what is none of that type. */
export function typedValue(value: Given, type: Type): TypedValue | null {
  if (mayBeRounded(value)) return null
  if (type === 'text') return String(value)
  if (type === 'number') return decimalText(value)
  return value === true || value === 'true' ? true : value === false || value === 'false' ? false : null
}

const how = { text: 'send text', number: 'write digits, as in 12, -0.5 or "1.5e6"', boolean: 'send true or false' }

/** The values of a condition but null, each as the type of what it filters reads it. Refuses with `invalid_query` what is none. */
export function filterValues({ member, values = [] }: FilterLeaf, type: Type): TypedValue[] {
  return values.flatMap((value) => {
    if (value === null) return []
    const typed = typedValue(value, type)
    if (typed !== null) return [typed]
    const reason = mayBeRounded(value)
      ? `'${member}' is compared with ${value}, whose digits a JSON number does not hold; send it as text, in quotes`
      : `'${member}' is of type ${type}, and '${String(value)}' is no ${type}; ${how[type]}`
    throw queryErrors('invalid_query', { reason })
  })
}

/** Refuses a filter with values that are not of the type of what they filter. */
export function checkFilter(filter: Filter | null | undefined, typeOf: (member: string) => Type): void {
  for (const leaf of filter ? leavesOf(filter) : []) filterValues(leaf, typeOf(leaf.member))
}
