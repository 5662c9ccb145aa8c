import type { Cell } from '@tessera/plugin-api/wire'
import { durationUnit, readableUnit } from './duration.ts'
import { missing, type NumberFormat } from './format-context.ts'
import { magnitudeOf, threeDigits } from './magnitude.ts'
import { joinParts, numberParts, type Decimal } from './number-parts.ts'

/** Most decimals an exact value shows; more is noise of floating point. */
const exactDecimals = 4
/** A hundredth of an hour is half a minute, which nobody acts on. */
const exactDurationDecimals = 2
/** Scores: a hundredth of a point says nothing, unless those beside it differ by as little. */
const exactPointDecimals = 1
const exactMultipleDecimals = 2

/** Writes a value with its unit: `2,450`, `12.3 k`, `78.5 %`, `$1.24 M`, `3.2×`, `–` for a missing one. */
export function formatValue(value: Cell, format: NumberFormat = {}): string {
  if (value === null || value === '') return missing
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const number = Number(value)
  if (Number.isNaN(number)) return typeof value === 'string' ? value : missing
  if (typeof value === 'number' && !Number.isFinite(value)) return missing
  const exact = format.style === 'exact'
  const { unit, locale } = format
  if (unit === 'ratio') return formatPercent(value, locale, 1)
  if (unit === 'money') return exact ? exactMoney(value, format) : compactMoney(number, format)
  const duration = durationUnit(unit)
  if (duration !== undefined) {
    const shown = exact ? duration : readableUnit(number, duration)
    const size = (number * duration.length) / shown.length
    const digits = exact ? exactDurationDecimals : Number.isInteger(size) ? 0 : Math.min(1, threeDigits(size))
    const least = exact ? format.decimals : undefined
    const options = {
      ...({ style: 'unit', unit: shown.name, unitDisplay: shown.display } as const),
      ...decimals(digits, least),
    }
    return joinParts(numberParts(exact ? value : size, locale, options))
  }
  const text = exact ? decimal(value, locale, exactDigits(format)) : compactNumber(number, locale)
  if (unit === 'points') return `${text} pts`
  return unit === 'multiple' ? `${text}×` : text
}

/** Writes a share of one as a percentage: 0.785 → `78.5 %`. */
export function formatPercent(value: Decimal, locale: string | undefined, digits: number): string {
  const least = 10 ** -(digits + 2)
  const size = Math.abs(Number(value))
  // why: something is not nothing, so a share too small to show reads "<0.1 %" and not "0.0 %"
  if (size > 0 && size < least / 2) return `<${formatPercent(least, locale, digits)}`
  const options = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  const parts = numberParts(value, locale, options)
  const at = parts.findIndex((part) => part.type === 'percentSign')
  const spaced = parts[at - 1]?.type !== 'literal' && at > 0
  return joinParts(spaced ? parts.toSpliced(at, 0, { type: 'literal', value: ' ' }) : parts)
}

function decimal(value: Decimal, locale: string | undefined, digits: Intl.NumberFormatOptions): string {
  return joinParts(numberParts(value, locale, digits))
}

function exactDigits({ unit, decimals: least }: NumberFormat): Intl.NumberFormatOptions {
  if (unit === 'points') return decimals(Math.max(exactPointDecimals, least ?? 0), least)
  return unit === 'multiple' ? decimals(exactMultipleDecimals, least) : decimals(exactDecimals)
}

function decimals(most: number, least?: number): Intl.NumberFormatOptions {
  return {
    maximumFractionDigits: most,
    ...(least === undefined ? {} : { minimumFractionDigits: Math.min(most, least) }),
  }
}

function compactNumber(value: number, locale: string | undefined): string {
  const { factor, suffix } = magnitudeOf(value)
  const size = value / factor
  const digits = suffix === '' && Math.abs(value) >= 1_000 ? 0 : threeDigits(size)
  const least = suffix === '' ? 0 : digits
  return joinParts(numberParts(size, locale, { minimumFractionDigits: least, maximumFractionDigits: digits }), suffix)
}

function compactMoney(value: number, { currency = 'USD', locale }: NumberFormat): string {
  const { factor, suffix } = magnitudeOf(value)
  const size = value / factor
  const digits = suffix === '' ? (Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 2) : threeDigits(size)
  const options = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return joinParts(numberParts(size, locale, options), suffix)
}

function exactMoney(value: Decimal, { currency = 'USD', locale }: NumberFormat): string {
  return joinParts(numberParts(value, locale, { style: 'currency', currency }))
}
