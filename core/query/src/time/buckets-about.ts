import type { Grain, MetricQuery } from '@tessera/plugin-api/wire'
import { mostPoints } from './auto-grain.ts'

const hours: Readonly<Record<Grain, number>> = {
  minute: 1 / 60,
  hour: 1,
  day: 24,
  week: 168,
  month: 730,
  quarter: 2_190,
  year: 8_766,
}

// why: without an offset a text is read in the zone of the server, which has nothing to do with it
const milliseconds = (bound: string) => Date.parse(/T[\d:.]+$/.test(bound) ? `${bound}Z` : bound)

function lengthOf(range: NonNullable<MetricQuery['time']>['range']): number {
  if ('from' in range) return (milliseconds(range.to) - milliseconds(range.from)) / 3_600_000
  if ('last' in range) return range.last * hours[range.unit]
  return hours['toDate' in range ? range.toDate : range.unit]
}

/** About how many buckets a question has, those of its comparisons included; 0 where its time cannot be read. */
export function bucketsAbout({ time, compare = [] }: MetricQuery): number {
  if (!time?.grain) return 0
  if (time.grain === 'auto') return mostPoints * (1 + compare.length)
  return (lengthOf(time.range) / hours[time.grain]) * (1 + compare.length) || 0
}
