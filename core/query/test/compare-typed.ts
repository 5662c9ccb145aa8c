import { isNumeric, type TypedColumn } from './typed-world.ts'

/** A decimal as a fraction of whole numbers. */
function fractionOf(text: string): readonly [bigint, bigint] {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', rest = ''] = mantissa.split('.')
  const power = Number(exponent) - rest.length
  const digits = BigInt(whole.replace('+', '').replace(/^-?$/, '$&0') + rest)
  return power >= 0 ? [digits * 10n ** BigInt(power), 1n] : [digits, 10n ** BigInt(-power)]
}

/** Order of two decimals, exactly. */
export function compareDecimals(a: string, b: string): number {
  const [[an, ad], [bn, bd]] = [fractionOf(a), fractionOf(b)]
  const difference = an * bd - bn * ad
  return difference < 0n ? -1 : Number(difference > 0n)
}

const points = (text: string) => Array.from(text, (char) => char.codePointAt(0) ?? 0)
/** Order of two texts by their characters. */
export function compareTexts(a: string, b: string): number {
  const [left, right] = [points(a), points(b)]
  const at = left.findIndex((point, index) => point !== right[index])
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1)
}

/** Order of two values of a column, each as text or a truth. */
export function compareValues(column: TypedColumn, a: string | boolean, b: string | boolean): number {
  if (isNumeric(column)) return compareDecimals(String(a), String(b))
  return column === 'flag' ? Number(a) - Number(String(b) === 'true') : compareTexts(String(a), String(b))
}

/** What an operator says of the order of a row's value and the one given. */
export const holds: Readonly<Record<string, (order: number) => boolean>> = {
  equals: (order) => order === 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
}
