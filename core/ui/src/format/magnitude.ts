import type { Decimal } from './number-parts.ts'

/** A power of ten with the letter that stands for it. */
export interface Magnitude {
  readonly factor: number
  readonly suffix: string
}

const none: Magnitude = { factor: 1, suffix: '' }
const magnitudes: readonly Magnitude[] = [
  { factor: 1e12, suffix: 'T' },
  { factor: 1e9, suffix: 'B' },
  { factor: 1e6, suffix: 'M' },
  { factor: 1e3, suffix: 'k' },
]

/** Values below this are written in full. */
const compactFrom = 10_000

/** Which magnitude a value is written in: none below 10,000, then k, M, B, T. 999,950 is 1.00 M, not 1,000 k. */
export function magnitudeOf(value: Decimal): Magnitude {
  if (Math.abs(Number(value)) < compactFrom - 0.5) return none
  const size = Math.abs(Number(Number(value).toPrecision(3)))
  return magnitudes.find((magnitude) => size >= magnitude.factor) ?? none
}

/** Decimals that give three significant digits: 1.24, 12.3, 123. */
export function threeDigits(value: number): number {
  const size = Math.abs(Number(value.toPrecision(3)))
  return size >= 100 ? 0 : size >= 10 ? 1 : 2
}
