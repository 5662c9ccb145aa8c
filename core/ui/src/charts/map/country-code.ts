/** The two letters of a country as shapes have them, from what tables hold: `us`, `US`, `840`, or a former code such as `UK`. */
export function countryCode(value: string): string | undefined {
  if (!/^(?:[a-z]{2}|\d{3})$/i.test(value)) return undefined
  // why: a language tag is the one place where every browser knows what codes stand for
  const [tag] = Intl.getCanonicalLocales(`und-${value}`)
  const code = tag?.slice('und-'.length)
  return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : undefined
}
