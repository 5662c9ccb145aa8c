import type { healthSegments } from '../choices.ts'

/** A band of the health score. */
export type HealthSegment = keyof typeof healthSegments

const bands = [
  { segment: 'healthy', from: 80 },
  { segment: 'moderate', from: 60 },
  { segment: 'at_risk', from: 40 },
  { segment: 'critical', from: 0 },
] as const

/** So far beyond an edge a score changes its segment at once. */
const clear = 3

/** The least score of each band. */
export const healthFrom = Object.fromEntries(bands.map(({ segment, from }) => [segment, from]))

/** The band that a score lies in. */
export function bandOf(score: number): HealthSegment {
  return bands.find(({ from }) => score >= from)?.segment ?? 'critical'
}

/** What was known of an account the day before. */
export interface Yesterday {
  readonly score: number | null
  readonly segment: HealthSegment | null
}

/**
 * The segment of an account: the band of its score, but it changes only when the score lies 3 points beyond the edge, or beyond it for the
 * second day. So nobody hears every day of an account that wavers.
 */
export function segmentOf(score: number, before: Yesterday | null): HealthSegment {
  const band = bandOf(score)
  if (!before?.segment || before.segment === band) return band
  const kept = bands.findIndex(({ segment }) => segment === before.segment)
  const isWorse = bands.findIndex(({ segment }) => segment === band) > kept
  const edge = (isWorse ? bands[kept]?.from : bands[kept - 1]?.from) ?? 0
  if (Math.abs(score - edge) >= clear) return band
  const last = before.score
  const wasBeyond = last !== null && (isWorse ? last < edge : last >= edge)
  return wasBeyond ? band : before.segment
}
