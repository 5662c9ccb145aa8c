import { twoSided, z95 } from './distributions.ts'

/** So many of so many. */
export interface Part {
  readonly users: number
  readonly converted: number
}

/** A value with the bounds of its 95 % interval. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** The share and its Wilson interval; null where nobody was there. */
export function shareOf({ users, converted }: Part): Estimate | null {
  if (users === 0) return null
  const value = converted / users
  const middle = value + (z95 * z95) / (2 * users)
  const half = z95 * Math.sqrt((value * (1 - value)) / users + (z95 * z95) / (4 * users * users))
  const scale = 1 + (z95 * z95) / users
  return { value, low: (middle - half) / scale, high: (middle + half) / scale }
}

/** The first share less the second, with Newcombe's interval (method 10, from the two Wilson intervals). */
export function differenceOf(part: Part, base: Part): Estimate | null {
  const [own, other] = [shareOf(part), shareOf(base)]
  if (!own || !other) return null
  const value = own.value - other.value
  return {
    value,
    low: value - Math.hypot(own.value - own.low, other.high - other.value),
    high: value + Math.hypot(own.high - own.value, other.value - other.low),
  }
}

/** By what part of the second share the first is larger, with the interval of the logarithm of their ratio (Katz); null without conversions. */
export function liftOf(part: Part, base: Part): Estimate | null {
  if (part.converted === 0 || base.converted === 0) return null
  const ratio = part.converted / part.users / (base.converted / base.users)
  const half = z95 * Math.sqrt(1 / part.converted - 1 / part.users + 1 / base.converted - 1 / base.users)
  return { value: ratio - 1, low: ratio * Math.exp(-half) - 1, high: ratio * Math.exp(half) - 1 }
}

/** Two-sided p of two shares being one, by the pooled z-test; null where all or none converted. */
export function sameShare(part: Part, base: Part): number | null {
  const users = part.users + base.users
  const pooled = (part.converted + base.converted) / users
  if (part.users === 0 || base.users === 0 || pooled === 0 || pooled === 1) return null
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / part.users + 1 / base.users))
  return twoSided((part.converted / part.users - base.converted / base.users) / error)
}
