import { defaultLocale, minus } from './format-context.ts'

type Style = Intl.NumberFormatOptions
/** A number, or a decimal too long for one as text. */
export type Decimal = number | string

const cache = new Map<string, Intl.NumberFormat>()

function formatter(locale: string | undefined, options: Style): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let found = cache.get(key)
  if (found === undefined) cache.set(key, (found = new Intl.NumberFormat(locale ?? defaultLocale, options)))
  return found
}

/** Parts of a number as Intl writes it; text keeps all its digits. */
export function numberParts(value: Decimal, locale: string | undefined, options: Style): Intl.NumberFormatPart[] {
  return formatter(locale, options).formatToParts(value as number)
}

/** Joins parts with plain spaces and a real minus, so that the text is the same on every machine. */
export function joinParts(parts: readonly Intl.NumberFormatPart[], suffix = ''): string {
  const last = parts.findLastIndex((part) => part.type === 'integer' || part.type === 'fraction')
  return parts
    .map((part, index) => {
      const text = part.type === 'minusSign' ? minus : part.value
      return index === last && suffix !== '' ? `${text} ${suffix}` : text
    })
    .join('')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
}
