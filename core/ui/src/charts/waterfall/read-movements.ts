import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { isNamed } from '../../frame/is-named.ts'
import { cellOf, numberOf, readFrame, type MetricColumn } from '../../frame/read-frame.ts'
import { groupKey, nameOf } from '../../words/name-of.ts'
import type { PropsOfView } from '../chart-props.ts'

/** A step from one level to the next; `level` stands on zero. */
export interface Movement {
  readonly key: string
  readonly title: string
  readonly kind: 'level' | 'movement'
  readonly metric: MetricColumn
  readonly row: readonly Cell[] | undefined
  /** By how much it goes up or down, or how high it stands; null where that is not known. */
  readonly value: number | null
  readonly from: number
  readonly to: number
}

type Step = Pick<Movement, 'key' | 'title' | 'metric' | 'row' | 'value'>

/** Sums that differ by less than this share of the larger one are the same. */
const tolerance = 1e-9

/** Reads movements: the values of a dimension, or the metrics of one row; what comes before them and after. */
export function readMovements(
  frame: Frame,
  options: PropsOfView<'waterfall'>['options'],
  locale?: string,
): readonly Movement[] {
  const { dimensions, metrics } = readFrame(frame)
  const [first] = metrics
  if (first === undefined) throw viewError('view.needs_metric', { view: 'waterfall' })
  const [dimension] = dimensions
  const [row] = frame.rows
  const opening = metrics.find((one) => isNamed(one, options?.opening))
  const closing = metrics.find((one) => isNamed(one, options?.closing))
  const isLoss = (metric: MetricColumn) => (options?.losses ?? []).some((name) => isNamed(metric, name))
  const stepOf = (metric: MetricColumn): Step => {
    const value = numberOf(cellOf(row, metric))
    return {
      key: metric.name,
      title: metric.title,
      metric,
      row,
      value: value !== null && isLoss(metric) ? -value : value,
    }
  }
  const order = Object.keys(dimension?.labels ?? {})
  const steps: readonly Step[] =
    dimension === undefined
      ? metrics.filter((one) => one !== opening && one !== closing).map(stepOf)
      : frame.rows
          .map((one): Step => ({
            key: groupKey(one, [dimension]),
            title: nameOf(one, dimension, locale),
            metric: first,
            row: one,
            value: numberOf(cellOf(one, first)),
          }))
          .toSorted((a, b) => placeIn(order, a.key) - placeIn(order, b.key))
  let level = 0
  const move = (step: Step): Movement => {
    const from = level
    level += step.value ?? 0
    return { ...step, kind: 'movement', from, to: level }
  }
  const stand = (step: Step): Movement => ({ ...step, kind: 'level', from: 0, to: (level = step.value ?? level) })
  const begun = opening === undefined || dimension !== undefined ? [] : [stand(stepOf(opening))]
  const moved = steps.map(move)
  if (closing === undefined || dimension !== undefined) {
    const sum = level
    return [
      ...begun,
      ...moved,
      stand({
        key: 'sum',
        title: begun.length > 0 ? 'Closing' : 'Together',
        metric: first,
        row: undefined,
        value: sum,
      }),
    ]
  }
  const end = stepOf(closing)
  const left = end.value === null ? 0 : end.value - level
  const isExplained = Math.abs(left) <= tolerance * Math.max(Math.abs(level), Math.abs(end.value ?? 0))
  const rest = isExplained
    ? []
    : [move({ key: 'rest', title: 'Not explained', metric: closing, row: undefined, value: left })]
  return [...begun, ...moved, ...rest, stand(end)]
}

/** Values without a label come after those with one. */
function placeIn(order: readonly string[], key: string): number {
  const at = order.indexOf(key)
  return at === -1 ? order.length : at
}
