import { chiSquareTail } from './distributions.ts'
import { differenceOf, liftOf, sameShare, shareOf, type Estimate, type Part } from './proportions.ts'

/** A variant as it was counted. */
export interface VariantCount extends Part {
  readonly variant: string
  readonly isControl: boolean
  /** Its part of the users, relative to the other variants. */
  readonly weight: number
}

/** What can be said of an experiment. `mismatch`: users are not split as planned, so nothing else can be trusted. */
export type Verdict = 'no_control' | 'mismatch' | 'no_plan' | 'collecting' | 'winner' | 'loser' | 'no_difference'

/** A variant beside the control. */
export interface VariantResult extends VariantCount {
  readonly rate: Estimate | null
  /** Rate less that of the control; null for the control. */
  readonly difference: Estimate | null
  /** Difference as a part of the control's rate. */
  readonly lift: Estimate | null
  /** Two-sided p, and the same corrected for the number of variants (Holm). */
  readonly p: number | null
  readonly pHolm: number | null
}

/** An experiment, judged. */
export interface Judgement {
  readonly verdict: Verdict
  /** p of users being split as planned (chi-square). */
  readonly splitP: number | null
  readonly variants: readonly VariantResult[]
}

/** Below it the split of users is taken for broken. */
export const splitAlarm = 0.001
const alpha = 0.05

/** p of the split of users being the planned one; null for fewer than two variants or no users. */
export function splitProbability(variants: readonly VariantCount[]): number | null {
  const users = variants.reduce((sum, variant) => sum + variant.users, 0)
  const weights = variants.reduce((sum, variant) => sum + variant.weight, 0)
  if (variants.length < 2 || users === 0) return null
  const distance = variants.reduce((sum, variant) => {
    const expected = (users * variant.weight) / weights
    return sum + (variant.users - expected) ** 2 / expected
  }, 0)
  return chiSquareTail(distance, variants.length - 1)
}

/** Holm's correction: the smallest p times their number, the next times one fewer, and never less than the one before. */
export function holm(values: readonly (number | null)[]): (number | null)[] {
  const known = values.flatMap((p, at) => (p === null ? [] : [{ p, at }])).toSorted((a, b) => a.p - b.p)
  const corrected: (number | null)[] = values.map(() => null)
  let least = 0
  for (const [rank, { p, at }] of known.entries()) {
    least = Math.max(least, Math.min(1, p * (known.length - rank)))
    corrected[at] = least
  }
  return corrected
}

/** Judges an experiment at its planned size, and not before: who looks earlier and stops at the first good p is wrong far too often. */
export function judge(variants: readonly VariantCount[], planned: number | null): Judgement {
  const control = variants.find(({ isControl }) => isControl)
  const splitP = splitProbability(variants)
  const others = variants.map((variant) => (control && variant !== control ? sameShare(variant, control) : null))
  const corrected = holm(others)
  const results = variants.map((variant, at): VariantResult => {
    const isOther = control !== undefined && variant !== control
    return {
      ...variant,
      rate: shareOf(variant),
      difference: isOther ? differenceOf(variant, control) : null,
      lift: isOther ? liftOf(variant, control) : null,
      p: others[at] ?? null,
      pHolm: corrected[at] ?? null,
    }
  })
  return { splitP, variants: results, verdict: verdictOf(results, splitP, planned) }
}

function verdictOf(variants: readonly VariantResult[], splitP: number | null, planned: number | null): Verdict {
  if (variants.length < 2 || !variants.some(({ isControl }) => isControl)) return 'no_control'
  if (splitP !== null && splitP < splitAlarm) return 'mismatch'
  if (planned === null) return 'no_plan'
  if (variants.some(({ users }) => users < planned)) return 'collecting'
  const clear = variants.filter(({ pHolm }) => pHolm !== null && pHolm < alpha)
  if (clear.some(({ difference }) => difference && difference.value > 0)) return 'winner'
  return clear.length > 0 ? 'loser' : 'no_difference'
}
