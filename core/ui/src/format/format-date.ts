import type { Grain, ResolvedRange } from '@tessera/plugin-api/wire'
import { defaultLocale } from './format-context.ts'

const cache = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let found = cache.get(key)
  if (found === undefined) cache.set(key, (found = new Intl.DateTimeFormat(locale ?? defaultLocale, options)))
  return found
}

/** A date as written, set at UTC so that no zone can move it; undefined when it is no date. */
export function civilDate(label: string): Date | undefined {
  const [, year, month, day, hour, minute] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(label) ?? []
  if (year === undefined) return undefined
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0)))
}

/** Formats an ISO local date or instant. Local dates never move; instants are shown in `timeZone`. */
export function formatDate(
  label: string,
  options: Intl.DateTimeFormatOptions,
  { locale, timeZone = 'UTC' }: { readonly locale?: string | undefined; readonly timeZone?: string | undefined } = {},
): string {
  const instant = /(?:Z|[+-]\d\d:?\d\d)$/.test(label) && label.includes('T')
  const date = instant ? new Date(label) : civilDate(label)
  if (date === undefined || Number.isNaN(date.getTime())) return label
  const text = formatter(locale, { ...options, timeZone: instant ? timeZone : 'UTC' }).format(date)
  return text.replaceAll(/[\u00a0\u202f]/g, ' ')
}

const short: Record<Grain, Intl.DateTimeFormatOptions> = {
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  hour: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'short', day: 'numeric' },
  week: { month: 'short', day: 'numeric' },
  month: { month: 'short', year: 'numeric' },
  quarter: { year: 'numeric' },
  year: { year: 'numeric' },
}

const long: Record<Grain, Intl.DateTimeFormatOptions> = {
  ...short,
  minute: { ...short.hour, weekday: 'short' },
  hour: { ...short.hour, weekday: 'short' },
  day: { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' },
  week: { month: 'short', day: 'numeric', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
}

/** How a time bucket is named. */
export interface BucketFormat {
  readonly locale?: string | undefined
  /** Zone that instants are shown in, default UTC. Local dates never move. */
  readonly timeZone?: string | undefined
  /** `long` says weekday and year too. */
  readonly style?: 'short' | 'long' | undefined
}

/** How far apart two instants are that a clock shows alike, in minutes: it was set back by an hour or, on Lord Howe, by half of one. */
const setBack = [-60, -30, 30, 60]

/** Whether a clock shows an instant as it shows another. */
function isShownTwice(label: string, text: string, format: (label: string) => string): boolean {
  const at = label.endsWith('Z') ? Date.parse(label) : Number.NaN
  return !Number.isNaN(at) && setBack.some((minutes) => format(new Date(at + minutes * 60_000).toISOString()) === text)
}

/**
 * Names a time bucket by its grain: `Oct 21`, `Oct 2026`, `Q4 2026`; `style: 'long'` says all of it. Of two hours of one name
 * each says its zone: `Nov 3, 01:00 EDT`, `Nov 3, 01:00 EST`.
 */
export function formatBucket(
  label: string,
  grain: Grain | null,
  { locale, timeZone, style = 'short' }: BucketFormat = {},
): string {
  const where = { locale, timeZone }
  const styles = style === 'long' ? long : short
  const text = formatDate(label, styles[grain ?? 'day'], where)
  const isShort = grain === 'hour' || grain === 'minute'
  if (isShort && isShownTwice(label, text, (one) => formatDate(one, styles[grain], where))) {
    return formatDate(label, { ...styles[grain], timeZoneName: 'short' }, where)
  }
  if (grain === 'week' && style === 'long') return `week of ${text}`
  return grain === 'quarter' ? `Q${Math.ceil(Number(label.slice(5, 7)) / 3)} ${text}` : text
}

/** Writes a range by its first and last day: `Oct 21 – Nov 19, 2026`. */
export function formatSpan({ from, to }: Pick<ResolvedRange, 'from' | 'to'>, locale?: string): string {
  const start = civilDate(from)
  const end = civilDate(to)
  if (start === undefined || end === undefined) return ''
  // why: ranges are half-open; a reader expects the last day that is still inside
  const last = new Date(Math.max(start.getTime(), end.getTime() - 1))
  const format = formatter(locale, { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' })
  return format.formatRange(start, last).replaceAll(/[\u00a0\u202f\u2009]/g, ' ')
}
