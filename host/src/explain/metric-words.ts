import { formatTarget } from '@tessera/ui'
import type { Additivity, Direction, MetricInfo, Unit } from '@tessera/plugin-api/wire'

/** Units in words. */
export const unitWords: Record<Unit, string> = {
  count: 'count',
  ratio: 'share in %',
  money: 'money',
  milliseconds: 'milliseconds',
  seconds: 'seconds',
  minutes: 'minutes',
  hours: 'hours',
  days: 'days',
  months: 'months',
  points: 'points',
  multiple: 'multiple',
}

/** Which way is good, in words. */
export const directionWords: Record<Direction, string> = {
  up: '▲ higher is better',
  down: '▼ lower is better',
  neutral: 'neither way is better',
}

/** How a metric may be combined, in words. */
export const additivityWords: Record<Additivity, string> = {
  full: 'adds up over everything',
  idempotent: 'smallest or largest of its parts',
  semi: 'adds up over categories, not over time',
  none: 'computed anew for every group and total, never added up',
}

/** What a tier stands for. */
export const tierWords: Record<MetricInfo['tier'], string> = {
  1: 'Tier 1, the business is run by it',
  2: 'Tier 2, explains tier 1',
  3: 'Tier 3, detail',
}

/** A metric's target, and the length of time it is for where that matters. */
export function targetWords({ target, targetDays, unit }: MetricInfo, currency: string | undefined): string {
  if (target === null) return 'none'
  const bound = formatTarget(target, { unit, currency })
  return targetDays === undefined ? bound : `${bound} over ${targetDays} days`
}
