import { grains, rangeSchema, type Grain, type Range } from '@tessera/plugin-api/wire'

const unit = `(${grains.join('|')})`
const lastUnits = new RegExp(`^last-(\\d{1,5})-${unit}(?:-(now)|-ago-(\\d{1,5}))?$`)
const toDate = new RegExp(`^${unit}-to-date$`)
const calendar = new RegExp(`^(this|last)-${unit}$`)

/** A range as it stands in an address: `last-30-day`, `month-to-date`, `last-week`, `2026-10-01..2026-11-01`. */
export function formatRangeKey(range: Range): string {
  if ('from' in range) return `${range.from}..${range.to}`
  if ('toDate' in range) return `${range.toDate}-to-date`
  if ('calendar' in range) return `${range.calendar}-${range.unit}`
  const { last, unit: of, offset } = range
  const moved = offset === undefined ? '' : offset === -1 ? '-now' : `-ago-${offset}`
  return `last-${last}-${of}${moved}`
}

/** Reads a range from an address; null when it is none. */
export function parseRangeKey(key: string): Range | null {
  const read = rangeSchema.safeParse(readRange(key))
  return read.success && isForward(read.data) ? read.data : null
}

function readRange(key: string): Range | null {
  const [from, to, more] = key.split('..')
  if (from !== undefined && to !== undefined && more === undefined) return { from, to }
  const units = lastUnits.exec(key)
  if (units !== null) {
    const [, last, of, now, ago] = units
    const offset = now !== undefined ? -1 : ago === undefined ? undefined : Number(ago)
    return { last: Number(last), unit: of as Grain, ...(offset === undefined ? {} : { offset }) }
  }
  const start = toDate.exec(key)?.[1]
  if (start !== undefined) return { toDate: start as Grain }
  const [, which, of] = calendar.exec(key) ?? []
  return which === undefined ? null : { calendar: which as 'this' | 'last', unit: of as Grain }
}

const hasOffset = (bound: string) => /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(bound)
const timeOf = (bound: string) => Date.parse(bound.includes('T') && !hasOffset(bound) ? `${bound}Z` : bound)

function isForward(range: Range): boolean {
  // why: only in the zone of the page can an instant be told from local time; the server looks again
  if (!('from' in range) || hasOffset(range.from) !== hasOffset(range.to)) return true
  return timeOf(range.from) < timeOf(range.to)
}
