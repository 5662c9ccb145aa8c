import { formatPercent } from '@tessera/ui'
import type { healthInputs } from '../score/health-inputs.ts'
import type { riskIndicators } from '../score/risk-indicators.ts'

type Unit =
  | (typeof healthInputs)[keyof typeof healthInputs]['unit']
  | (typeof riskIndicators)[keyof typeof riskIndicators]['unit']

const one = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const units: Partial<Record<Unit, string>> = { days: ' d', times: '×', hours: ' h' }

/** A value of an input or indicator with its unit. */
export function asValue(value: number, unit: Unit): string {
  return unit === 'share' ? formatPercent(value, 'en-US', 0) : `${one.format(value)}${units[unit] ?? ''}`
}

/** A score without places behind the point; a dash where there is none. */
export const asScore = (value: number | null) => (value === null ? '–' : String(Math.round(value)))

/** A change in points, with its sign. */
export function asChange(value: number | null): string {
  if (value === null) return '–'
  const text = one.format(Math.abs(value))
  return text === '0' ? '0' : `${value < 0 ? '−' : '+'}${text}`
}

/** An amount of money a month. */
export const asMoney = (value: number | null, currency: string) =>
  value === null
    ? '–'
    : new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 0 }).format(value)

/** A day, as Nov 19, 2026. */
export const asDay = (date: string | null) =>
  date === null
    ? '–'
    : new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(date.slice(0, 10)),
      )
