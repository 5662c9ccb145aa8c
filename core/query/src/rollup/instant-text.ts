/**
 * An instant, in milliseconds since 1970, as the database reads it: as ISO 8601 does, but years beyond 9999 without a sign, and those before the
 * first as BC.
 */
export function instantText(time: number): string {
  const text = new Date(time).toISOString()
  if (!/^[+-]|^0000/.test(text)) return text
  const year = new Date(time).getUTCFullYear()
  const rest = text.slice(text.indexOf('-', 1))
  return year > 0 ? `${year}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`
}
