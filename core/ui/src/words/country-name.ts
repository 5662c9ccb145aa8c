import { defaultLocale } from '../format/format-context.ts'

const countryDimension = 'core.country'
const languageDimension = 'core.user_language'
const names = new Map<string, Intl.DisplayNames>()

/** What a country is called in the reader's language, by its two letters; undefined for letters that are none. */
export function countryName(code: string, locale: string = defaultLocale): string | undefined {
  return nameIn('region', code, locale)
}

/** What a language is called in the reader's language, by its code; undefined for what is none. */
export function languageName(code: string, locale: string = defaultLocale): string | undefined {
  return nameIn('language', code, locale)
}

/** What a code of core's own dimensions stands for: countries by name, languages by name; undefined for all else. */
export function codeLabel(name: string, code: string, locale?: string): string | undefined {
  if (name === countryDimension) return countryName(code, locale)
  return name === languageDimension ? languageName(code, locale) : undefined
}

function nameIn(type: 'region' | 'language', code: string, locale: string): string | undefined {
  const key = `${type} ${locale}`
  const known = names.get(key) ?? new Intl.DisplayNames([locale], { type, fallback: 'none' })
  names.set(key, known)
  try {
    return known.of(code)
  } catch {
    return undefined
  }
}
