import { formatValue } from '@tessera/ui'
import type { ChangePart, Decomposition } from '@tessera/plugin-api/wire'

/** One reason for a change, in plain words. */
export interface ChangeReason {
  readonly words: string
  readonly effect: number
  /** `+2.1 pp`, `−120`. */
  readonly text: string
}

type Change = Pick<Decomposition, 'kind' | 'unit' | 'direction' | 'before' | 'now'> & { readonly currency: string }

/** An effect with its sign: ratios in percentage points, everything else in the metric's unit. */
export function effectText(effect: number, { unit, currency }: Pick<Change, 'unit' | 'currency'>): string {
  const size = Math.abs(effect)
  const text = unit === 'ratio' ? `${(size * 100).toFixed(1)} pp` : formatValue(size, { unit, currency })
  if (effectIsNothing(effect, unit)) return text
  return `${effect < 0 ? '−' : '+'}${text}`
}

/** Too small to be written with one decimal. */
export function effectIsNothing(effect: number, unit: Change['unit']): boolean {
  return unit === 'ratio' ? Math.abs(effect) < 0.0005 : Math.abs(effect) < 1e-9
}

/** Whether an effect is good for the business. */
export function effectVerdict(effect: number, { unit, direction }: Pick<Change, 'unit' | 'direction'>) {
  if (direction === 'neutral' || effectIsNothing(effect, unit)) return 'neutral' as const
  return effect > 0 === (direction === 'up') ? ('good' as const) : ('bad' as const)
}

function moved(part: ChangePart, change: Change): number {
  const share = (own: number | null, whole: number | null) => (whole ? (own ?? 0) / whole : 0)
  return share(part.now.denominator, change.now.denominator) - share(part.before.denominator, change.before.denominator)
}

function rateWords(label: string, rate: number, { direction }: Change): string {
  if (direction === 'neutral') return `${label} ${rate > 0 ? 'rose' : 'fell'}`
  return `${label} did ${rate > 0 === (direction === 'up') ? 'better' : 'worse'}`
}

/** Why a value of a dimension moved the metric, the stronger reason first; nothing for what is too small to write. */
export function changeReasons(label: string, part: ChangePart, change: Change): readonly ChangeReason[] {
  const reason = (words: string, effect: number) => ({ words, effect, text: effectText(effect, change) })
  if (part.rate === null || part.mix === null) {
    return [reason(`${label} ${part.effect < 0 ? 'fell' : 'rose'}`, part.effect)].filter(shown)
  }
  const volume = moved(part, change) < 0 ? 'less volume on' : 'more volume on'
  return [reason(rateWords(label, part.rate, change), part.rate), reason(`${volume} ${label}`, part.mix)]
    .filter(shown)
    .toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))

  function shown({ effect }: ChangeReason): boolean {
    return !effectIsNothing(effect, change.unit)
  }
}

/** Which part of a change an effect is; nothing where inputs pull against each other, so that one is more than all of it. */
export function shareWords(effect: number, change: number | null): string {
  const share = change === null || change === 0 ? -1 : effect / change
  return share < 0 || share > 1 + 1e-9 ? '' : formatValue(Math.min(1, share), { unit: 'ratio' })
}
