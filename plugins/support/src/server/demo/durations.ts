const a = 0.147

/** Value below which the part `p` of a standard normal distribution lies, to three digits (Winitzki's approximation). */
function probit(p: number): number {
  const x = 2 * p - 1
  const log = Math.log(1 - x * x)
  const half = 2 / (Math.PI * a) + log / 2
  return Math.sign(x) * Math.sqrt(2) * Math.sqrt(Math.sqrt(half * half - log / a) - half)
}

/**
 * So many durations in whole seconds, the shortest first, with exactly this mean and median in hours: a lognormal distribution, whose
 * longer half is stretched until the mean is right.
 */
export function durations(n: number, { mean, median }: { readonly mean: number; readonly median: number }): number[] {
  const middle = Math.round(median * 3600)
  const goal = Math.round(mean * 3600 * n)
  const sigma = Math.sqrt(2 * Math.log(mean / median))
  const drawn = Array.from({ length: n }, (_, at) => Math.round(middle * Math.exp(sigma * probit((at + 0.5) / n))))
  const [low, high] = [Math.floor((n - 1) / 2), Math.ceil((n - 1) / 2)]
  const short = drawn.map((each, at) => (at >= low && at <= high ? middle : each))
  const added = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0)
  const excess = added(short.slice(high + 1)) - middle * (n - high - 1)
  const room = goal - added(short.slice(0, high + 1)) - middle * (n - high - 1)
  const stretched = short.map((each, at) => (at > high ? middle + Math.floor(((each - middle) * room) / excess) : each))
  const rest = goal - added(stretched)
  return stretched.map((each, at) => (at === n - 1 ? each + rest : each))
}
