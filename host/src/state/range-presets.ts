import type { Range } from '@tessera/plugin-api/wire'
import { formatRangeKey } from './range-key.ts'

/** Ranges offered by name, in groups. */
export const rangePresets: readonly { readonly group: string; readonly items: readonly RangePreset[] }[] = [
  {
    group: 'Days',
    items: [
      { label: 'Today', range: { toDate: 'day' } },
      { label: 'Yesterday', range: { calendar: 'last', unit: 'day' } },
      { label: 'Last 7 days', range: { last: 7, unit: 'day' } },
      { label: 'Last 30 days', range: { last: 30, unit: 'day' } },
      { label: 'Last 30 days, with today', range: { last: 30, unit: 'day', offset: -1 } },
      { label: 'Last 90 days', range: { last: 90, unit: 'day' } },
    ],
  },
  {
    group: 'So far',
    items: [
      { label: 'This week', range: { toDate: 'week' } },
      { label: 'This month', range: { toDate: 'month' } },
      { label: 'This quarter', range: { toDate: 'quarter' } },
      { label: 'Year to date', range: { toDate: 'year' } },
    ],
  },
  {
    group: 'Complete',
    items: [
      { label: 'Last week', range: { calendar: 'last', unit: 'week' } },
      { label: 'Last month', range: { calendar: 'last', unit: 'month' } },
      { label: 'Last quarter', range: { calendar: 'last', unit: 'quarter' } },
    ],
  },
]

/** A range with its name. */
export interface RangePreset {
  readonly label: string
  readonly range: Range
}

/** The range a page has when neither its address nor its dashboard names one. */
export const defaultRange: Range = { last: 30, unit: 'day' }

const names = new Map(
  rangePresets.flatMap(({ items }) => items.map((item) => [formatRangeKey(item.range), item.label])),
)

/** A range in words: `Last 30 days`, `Oct 1 – Oct 31, 2026`. */
export function rangeWords(range: Range): string {
  const name = names.get(formatRangeKey(range))
  if (name !== undefined) return name
  if ('from' in range) return spanWords(range.from, range.to)
  if ('toDate' in range) return `This ${range.toDate} so far`
  if ('calendar' in range) return `${range.calendar === 'this' ? 'This' : 'Last'} ${range.unit}`
  const units = range.last === 1 ? range.unit : `${range.last} ${range.unit}s`
  const moved = range.offset === undefined || range.offset === 0 ? '' : movedWords(range.offset, range.unit)
  return `Last ${units}${moved}`
}

function movedWords(offset: number, unit: string): string {
  if (offset < 0) return unit === 'day' ? ', with today' : `, this ${unit} included`
  return `, ${offset} ${unit}${offset === 1 ? '' : 's'} ago`
}

const day = { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' } as const
const date = new Intl.DateTimeFormat('en-US', day)
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const
const instant = new Intl.DateTimeFormat('en-US', { ...day, ...clock })

function spanWords(from: string, to: string): string {
  if (from.endsWith('Z') && to.endsWith('Z')) return instant.formatRange(new Date(from), new Date(to))
  if (from.includes('T') || to.includes('T')) return `${from.replace('T', ' ')} – ${to.replace('T', ' ')}`
  const lastDay = new Date(Date.parse(to) - 86_400_000)
  return date.formatRange(new Date(from), lastDay)
}
