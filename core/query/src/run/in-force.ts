import type { SetTarget, Target } from '@tessera/plugin-api/wire'
import type { Holding } from '../target-holding.ts'
import { dayNumber } from '../time/day-place.ts'

/** Days `[from, to)`, as `dayPlace` counts them, and where now is. */
export interface Days {
  readonly from: number
  readonly to: number
  readonly now: number
}

/** A set target with its days as numbers. */
export interface TargetDays extends SetTarget {
  readonly first: number
  readonly end: number
  readonly bound: number
  /** `gte` … */
  readonly sign: string
}

const nearly = 1e-9

/** Targets as they are reckoned with. */
export function withDays(targets: readonly SetTarget[]): readonly TargetDays[] {
  return targets.flatMap((target) => {
    const [sign, bound] = Object.entries(target.target)[0] ?? []
    if (sign === undefined || bound === undefined) return []
    return [{ ...target, first: dayNumber(target.from), end: dayNumber(target.to), sign, bound: Number(bound) }]
  })
}

function overlap({ first, end }: TargetDays, { from, to }: Days): number {
  return Math.max(0, Math.min(end, to) - Math.max(first, from))
}

function flowOver(targets: readonly TargetDays[], days: Days): Target | null {
  const met = targets.filter((one) => overlap(one, days) > nearly)
  const covered = met.reduce((sum, one) => sum + overlap(one, days), 0)
  const [head] = met
  if (!head || Math.abs(covered - (days.to - days.from)) > nearly) return null
  if (met.some(({ sign }) => sign !== head.sign)) return null
  const parts = met.map((one) => {
    const [part, whole] = [overlap(one, days), one.end - one.first]
    return Math.abs(part - whole) < nearly ? one.bound : (one.bound * part) / whole
  })
  return { [head.sign]: parts.reduce((sum, part) => sum + part, 0) }
}

/** The period of a target that now lies in, where days begin with it and reach up to now or beyond. */
export function runningOf(targets: readonly TargetDays[], { from, to, now }: Days): TargetDays | null {
  const isRunning = ({ first, end }: TargetDays) =>
    first === from && now >= first && now < end && to >= now - nearly && to <= end + nearly
  return targets.find(isRunning) ?? null
}

/**
 * The target in force for days, of targets whose periods do not overlap; null where there is none for all of them. `paced`: of days
 * that are not over yet, for the part that is.
 */
export function inForce(
  targets: readonly TargetDays[],
  days: Days,
  how: { readonly holding: Holding; readonly paced: boolean },
): Target | null {
  const until = how.paced && days.now > days.from ? Math.min(days.to, days.now) : days.to
  const over = { ...days, to: until }
  if (how.holding === 'flow') return flowOver(targets, over)
  if (how.holding === 'level') {
    const last = Math.ceil(over.to - nearly) - 1
    return targets.find(({ first, end }) => first <= last && last < end)?.target ?? null
  }
  if (how.holding === 'whole') {
    const exact = targets.find(({ first, end }) => first === days.from && end === days.to)
    return (exact ?? (how.paced ? runningOf(targets, days) : null))?.target ?? null
  }
  const whole = { ...over, from: Math.floor(over.from), to: Math.ceil(over.to - nearly) }
  const met = targets.filter((one) => overlap(one, whole) > 0)
  const covered = met.reduce((sum, one) => sum + overlap(one, whole), 0)
  const [head] = met
  const same = met.every(({ sign, bound }) => sign === head?.sign && bound === head.bound)
  return head && same && covered === whole.to - whole.from ? head.target : null
}

/** What each day left of a target's period has to add to a value for its bound, from now on; null while the value is not known. */
export function perDayLeft({ bound, end }: TargetDays, now: number, value: number | null): number | null {
  return value === null || end <= now ? null : (bound - value) / (end - now)
}
