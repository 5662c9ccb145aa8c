import { errorFunction } from 'simple-statistics'

/** z of a two-sided 95 % interval. */
export const z95 = 1.959964

/** Probability that a normal variable lies as far from its mean as `z` standard deviations, or farther, on either side. */
export function twoSided(z: number): number {
  return 1 - errorFunction(Math.abs(z) / Math.SQRT2)
}

/** Probability that a chi-square variable of so many degrees of freedom is as large as `x` or larger. */
export function chiSquareTail(x: number, freedom: number): number {
  if (freedom <= 0) return 1
  const isOdd = freedom % 2 === 1
  let tail = isOdd ? twoSided(Math.sqrt(x)) : Math.exp(-x / 2)
  // why: with two more degrees of freedom the tail grows by one term of its series
  let term = isOdd ? Math.sqrt((2 * x) / Math.PI) * Math.exp(-x / 2) : (x / 2) * Math.exp(-x / 2)
  for (let k = isOdd ? 3 : 4; k <= freedom; k += 2) {
    tail += term
    term *= x / k
  }
  return Math.min(1, tail)
}
