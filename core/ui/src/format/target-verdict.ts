import type { Cell, Target, Unit } from '@tessera/plugin-api/wire'
import { numberOf } from '../frame/read-frame.ts'
import { formatValue } from './format-value.ts'
import type { NumberFormat } from './format-context.ts'
import { wilson } from './wilson.ts'

/** Whether a target is reached; `unknown` without a value. */
export type TargetVerdict = 'met' | 'missed' | 'met, within noise' | 'unknown'

type Bound = { readonly sign: '>' | '≥' | '<' | '≤'; readonly value: number }

/** The bound of a target and the sign it is written with; undefined when none is set. */
export function boundOf(target: Target | undefined): Bound | undefined {
  if (target?.gt !== undefined) return { sign: '>', value: target.gt }
  if (target?.gte !== undefined) return { sign: '≥', value: target.gte }
  if (target?.lt !== undefined) return { sign: '<', value: target.lt }
  return target?.lte === undefined ? undefined : { sign: '≤', value: target.lte }
}

/** Writes a target: `> 75.0 %`. */
export function formatTarget(target: Target, format: NumberFormat = {}): string {
  const bound = boundOf(target)
  return bound === undefined ? '' : `${bound.sign} ${formatValue(bound.value, format)}`
}

/**
 * Judges a value against its target. With `n`, a met ratio whose 95 % interval reaches past the target is `met, within noise`;
 * so is an estimate nearer to its target than its relative `error`, and a value nearer than its `margin`.
 */
export function targetVerdict(
  value: Cell,
  target: Target,
  {
    unit,
    n,
    error,
    margin,
  }: {
    readonly unit?: Unit | undefined
    readonly n?: number | null | undefined
    readonly error?: number | null | undefined
    readonly margin?: number | null | undefined
  } = {},
): TargetVerdict {
  const bound = boundOf(target)
  const number = numberOf(value)
  if (bound === undefined || number === null) return 'unknown'
  if (!reaches(number, bound)) return 'missed'
  const noise = Math.max((error ?? 0) * Math.abs(number), margin ?? 0)
  if (Math.abs(number - bound.value) < noise) return 'met, within noise'
  if (unit !== 'ratio' || n === undefined || n === null || n <= 0 || number < 0 || number > 1) return 'met'
  const { low, high } = wilson(number, n)
  return low < bound.value && bound.value < high ? 'met, within noise' : 'met'
}

function reaches(value: number, { sign, value: bound }: Bound): boolean {
  if (sign === '>') return value > bound
  if (sign === '≥') return value >= bound
  return sign === '<' ? value < bound : value <= bound
}
