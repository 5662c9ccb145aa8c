import type { Unit } from '@tessera/plugin-api/wire'

/** How a number is written. */
export interface NumberFormat {
  readonly unit?: Unit | undefined
  /** ISO 4217 code of money values; default USD. */
  readonly currency?: string | undefined
  /** BCP 47 tag; default en-US. */
  readonly locale?: string | undefined
  /** `compact` (default): 12.3 k. `exact`: every digit that matters, for tables and tooltips. */
  readonly style?: 'compact' | 'exact' | undefined
  /** Fewest decimals of an exact duration or score, so that those of a column line up. */
  readonly decimals?: number | undefined
}

/** The locale numbers and dates are written in when none is given. */
export const defaultLocale = 'en-US'

/** Stands for a missing value. */
export const missing = '–'

/** The sign of falling changes (U+2212). */
export const minus = '−'
