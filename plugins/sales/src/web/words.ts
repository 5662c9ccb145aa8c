import { formatPercent } from '@tessera/ui'
import { usualStages } from '../choices.ts'

const one = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

/** An amount of money without cents; a dash where there is none. */
export const asMoney = (value: number | null, currency: string) =>
  value === null
    ? '–'
    : new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 0 }).format(value)

/** A part of a whole; a dash where there is none. */
export const asShare = (value: number | null) => (value === null ? '–' : formatPercent(value, 'en-US', 0))

/** How many times. */
export const asTimes = (value: number | null) => (value === null ? '–' : `${one.format(value)}×`)

/** Days, with one place behind the point below ten. */
export const asDays = (value: number | null) =>
  value === null ? '–' : `${value < 10 ? one.format(value) : Math.round(value)} d`

/** A day of a date or a moment in the zone of the tenant, as Nov 19, 2026. */
export const asDay = (date: string | null, timeZone = 'UTC') =>
  date === null
    ? '–'
    : new Intl.DateTimeFormat('en-US', {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        timeZone: date.length > 10 ? timeZone : 'UTC',
      }).format(new Date(date))

/** A stage in words. */
export const asStage = (stage: string | null) =>
  stage === null ? '–' : ((usualStages as Record<string, string>)[stage] ?? stage)

/** A value of another system as words, as mid_market: Mid market. */
export const asWords = (value: string | null) =>
  value === null ? '–' : value.charAt(0).toUpperCase() + value.slice(1).replaceAll('_', ' ')
