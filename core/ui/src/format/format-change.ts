import type { Cell, Direction, Unit } from '@tessera/plugin-api/wire'
import type { TipLine } from '@tessera/plugin-api/web'
import { numberOf } from '../frame/read-frame.ts'
import { minus } from './format-context.ts'
import { formatPercent } from './format-value.ts'
import { joinParts, numberParts } from './number-parts.ts'

/** Whether a change is good for the business; `none` when there is nothing to compare with. */
export type Verdict = NonNullable<TipLine['verdict']>

/** A change ready to be drawn: never by colour alone, so arrow and word come along. */
export interface Change {
  /** `+18.0 %`, `−2.0 pp`, `no comparison`, `compared with more`, `too few to compare`. */
  readonly text: string
  readonly verdict: Verdict
  readonly arrow: '▲' | '▼' | '■'
  /** `better`, `worse`, `higher`, `lower`, `unchanged`, `within the error`, `incomplete`, or empty without a comparison. */
  readonly word: string
}

/** What a change is a change of. A metric column fits. */
export interface ChangeFormat {
  readonly unit?: Unit | undefined
  /** Default `neutral`: the change is neither good nor bad. */
  readonly direction?: Direction | undefined
  readonly locale?: string | undefined
  /** Observations behind the current value, and how many it takes for a change to mean something. */
  readonly n?: number | null | undefined
  readonly minSample?: number | undefined
  /** Relative error of the values, where they are estimates. A change no larger than it is not judged. */
  readonly error?: number | null | undefined
  /** Half the width of the difference's 95 % interval, in the unit of the values. A change no larger than it is not judged. */
  readonly margin?: number | null | undefined
  /** The current value is of an incomplete period, so the change is not judged. */
  readonly partial?: boolean | undefined
  /** The value before is of a longer span, so the two say nothing of a change. */
  readonly longer?: boolean | undefined
}

/** Writes how a value moved: ratios in percentage points, points in pts, everything else in relative %. */
export function formatChange(
  current: Cell,
  previous: Cell,
  {
    unit,
    direction = 'neutral',
    locale,
    n,
    minSample,
    error,
    margin,
    partial = false,
    longer = false,
  }: ChangeFormat = {},
): Change {
  const now = numberOf(current)
  const before = numberOf(previous)
  if (now === null || before === null || before === 0)
    return { text: 'no comparison', verdict: 'none', arrow: '■', word: '' }
  if (longer) return { text: 'compared with more', verdict: 'none', arrow: '■', word: '' }
  if (n !== undefined && n !== null && minSample !== undefined && n < minSample)
    return { text: 'too few to compare', verdict: 'none', arrow: '■', word: '' }
  const step = stepOf(now - before, before, unit)
  // why: one decimal is written, so less than half of it reads as unchanged
  const size = Math.round(step.size * 10) / 10
  const text = writeStep(size, step.kind, locale)
  if (size === 0) return { text, verdict: 'neutral', arrow: '■', word: 'unchanged' }
  const rose = now > before
  const noise = Math.max((error ?? 0) * Math.max(Math.abs(now), Math.abs(before)), margin ?? 0)
  const unsure = Math.abs(now - before) <= noise
  const good = direction === 'neutral' || unsure || partial ? null : rose === (direction === 'up')
  return {
    text: `${rose ? '+' : minus}${text}`,
    verdict: good === null ? 'neutral' : good ? 'good' : 'bad',
    arrow: rose ? '▲' : '▼',
    word: partial ? 'incomplete' : unsure ? 'within the error' : wordOf(good, rose),
  }
}

function wordOf(good: boolean | null, rose: boolean): Change['word'] {
  if (good === null) return rose ? 'higher' : 'lower'
  return good ? 'better' : 'worse'
}

type Step = { readonly size: number; readonly kind: 'pp' | 'pts' | '%' }

function stepOf(difference: number, before: number, unit: Unit | undefined): Step {
  if (unit === 'ratio') return { size: exactSize(difference * 100), kind: 'pp' }
  if (unit === 'points') return { size: exactSize(difference), kind: 'pts' }
  return { size: exactSize((difference / before) * 100), kind: '%' }
}

/** 0.1235 - 0.1 is 0.023499999999999993; twelve digits restore it before it is rounded. */
function exactSize(value: number): number {
  return Number(Math.abs(value).toPrecision(12))
}

function writeStep(size: number, kind: Step['kind'], locale: string | undefined): string {
  const digits = size >= 1000 ? 0 : 1
  if (kind === '%') return formatPercent(size / 100, locale, digits)
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return `${joinParts(numberParts(size, locale, options))} ${kind}`
}
