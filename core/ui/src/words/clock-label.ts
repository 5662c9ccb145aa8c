import { hourDimension, weekdayDimension } from '@tessera/plugin-api'
import type { Cell } from '@tessera/plugin-api/wire'
import { defaultLocale } from '../format/format-context.ts'

/** Whether values of a dimension have an order of their own, as hours of a day do, that a drawing keeps. */
export function isClock({ name }: { readonly name: string }): boolean {
  return name === weekdayDimension || name === hourDimension
}

/** A weekday as the reader's language shortens it, an hour as `08:00`; undefined for all else. */
export function clockLabel(name: string, cell: Cell, locale: string = defaultLocale): string | undefined {
  const value = cell === null || cell === '' ? Number.NaN : Number(cell)
  if (!Number.isInteger(value)) return undefined
  if (name === hourDimension && value >= 0 && value <= 23) return `${String(value).padStart(2, '0')}:00`
  if (name !== weekdayDimension || value < 1 || value > 7) return undefined
  // why: the first of January 2024 was a Monday
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, value))
}
