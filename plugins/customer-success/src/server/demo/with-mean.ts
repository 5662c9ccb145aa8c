/** A value, and how far it may be moved. */
export interface Movable {
  readonly value: number
  readonly least: number
  readonly most: number
}

/** Moves values towards their ends until their mean is right. */
export function withMean(values: readonly Movable[], mean: number): number[] {
  const moved = (by: number) =>
    values.map(({ value, least, most }) => (by < 0 ? value + (value - least) * by : value + (most - value) * by))
  const meanOf = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length
  let [low, high] = [-1, 1]
  for (let turn = 0; turn < 60; turn += 1) {
    const middle = (low + high) / 2
    if (meanOf(moved(middle)) < mean) low = middle
    else high = middle
  }
  return moved((low + high) / 2)
}
