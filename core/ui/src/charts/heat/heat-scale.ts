const sequentialSteps = 6
const divergingSteps = 7

/** The colour of values, by the names of colour tokens. */
export interface HeatScale {
  /** Token of a value: `seq-1` to `seq-6`, or `div-1` to `div-7` around zero. */
  readonly tokenOf: (value: number) => string
  readonly tokens: readonly string[]
  /** What the first and the last colour stand for. */
  readonly low: number
  readonly high: number
}

/** Colours for values: from the least to the most; where some are below zero and some above, from zero to both sides. */
export function heatScale(values: readonly number[]): HeatScale {
  const low = Math.min(...values, Infinity)
  const high = Math.max(...values, -Infinity)
  if (values.length > 0 && low < 0 && high > 0) {
    const most = Math.max(high, -low)
    const middle = (divergingSteps + 1) / 2
    const stepOf = (value: number) => middle + Math.round((value / most) * (middle - 1))
    return { tokenOf: (value) => `div-${stepOf(value)}`, tokens: tokens('div', divergingSteps), low: -most, high: most }
  }
  // why: few and many alike begin at nothing, so that a small value is not drawn as none
  const from = low > 0 ? 0 : low
  const to = high > from ? high : from + 1
  const isDown = high <= 0 && low < 0
  const share = (value: number) => (isDown ? (value - high) / (low - high || -1) : (value - from) / (to - from))
  const stepOf = (value: number) => Math.min(sequentialSteps, 1 + Math.floor(share(value) * sequentialSteps))
  return {
    tokenOf: (value) => `seq-${stepOf(value)}`,
    tokens: tokens('seq', sequentialSteps),
    low: isDown ? high : from,
    high: isDown ? low : high > from ? high : from,
  }
}

function tokens(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`)
}
