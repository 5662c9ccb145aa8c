import type { Unit } from '@tessera/plugin-api/wire'
import { durationUnit, readableUnit } from './duration.ts'
import type { NumberFormat } from './format-context.ts'
import { formatPercent, formatValue } from './format-value.ts'
import { magnitudeOf, type Magnitude } from './magnitude.ts'
import { joinParts, numberParts } from './number-parts.ts'

/** What a value is multiplied by so that round numbers of its axis read round: 1 / 3600 for seconds shown as hours. */
export function axisFactor(largest: number, unit: Unit | undefined): number {
  const duration = durationUnit(unit)
  return duration === undefined ? 1 : duration.length / readableUnit(largest, duration).length
}

/** Writes the ticks of one axis alike: one magnitude, one unit of time, as many decimals as the step needs. */
export function axisFormat(ticks: readonly number[], format: NumberFormat): (tick: number) => string {
  const largest = ticks.reduce((most, tick) => Math.max(most, Math.abs(tick)), 0)
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : largest
  const { unit, locale, currency = 'USD' } = format
  if (unit === 'ratio') return (tick) => formatPercent(tick, locale, decimalsOf(step * 100))
  const duration = durationUnit(unit)
  if (duration !== undefined) {
    const shown = readableUnit(largest, duration)
    const scale = duration.length / shown.length
    const digits = decimalsOf(step * scale)
    const options = {
      style: 'unit',
      unit: shown.name,
      unitDisplay: shown.display,
      maximumFractionDigits: digits,
    } as const
    return (tick) => joinParts(numberParts(tick * scale, locale, options))
  }
  const magnitude = magnitudeOf(largest)
  const digits = decimalsOf(step / magnitude.factor)
  const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  if (unit === 'money') return writer(magnitude, locale, { ...fixed, style: 'currency', currency })
  if (unit === undefined || unit === 'count') return writer(magnitude, locale, fixed)
  return (tick) => formatValue(tick, format)
}

function writer({ factor, suffix }: Magnitude, locale: string | undefined, options: Intl.NumberFormatOptions) {
  return (tick: number) => joinParts(numberParts(tick / factor, locale, options), tick === 0 ? '' : suffix)
}

function decimalsOf(step: number): number {
  if (!(step > 0)) return 0
  const digits = [0, 1, 2, 3].find((count) => Math.abs(step * 10 ** count - Math.round(step * 10 ** count)) < 1e-6)
  return digits ?? 3
}
