import type { FeatureUse } from './gather-use.ts'

/** What an account has adopted of the product. */
export interface Adopted {
  readonly features: number
  readonly core: number
  readonly coreEntitled: number
  /** Uses of core features, in 30 days and in the 30 before. */
  readonly coreUses: number
  readonly coreUsesBefore: number
}

/** A plan has what it and the smaller ones have; a plan nobody named has what all have. */
function has(plans: readonly string[], plan: string | null, least: string | null): boolean {
  if (least === null) return true
  return plan !== null && plans.includes(plan) && plans.indexOf(plan) >= plans.indexOf(least)
}

/** What an account has adopted: features that two users used, or a tenth of its seats. */
export function adoptedOf(
  used: readonly FeatureUse[],
  account: { readonly planTier: string | null; readonly licensedUsers: number | null },
  known: { readonly plans: readonly string[]; readonly coreFeatures: readonly (string | null)[] },
): Adopted {
  const least = Math.min(2, Math.max(1, Math.ceil((account.licensedUsers ?? Number.POSITIVE_INFINITY) / 10)))
  const adopted = used.filter(({ users }) => users >= least)
  const core = used.filter(({ isCore }) => isCore)
  const may = (minTier: string | null) => has(known.plans, account.planTier, minTier)
  const sum = (of: (one: FeatureUse) => number) => core.reduce((all, one) => all + of(one), 0)
  return {
    features: adopted.length,
    core: adopted.filter(({ isCore, minTier }) => isCore && may(minTier)).length,
    coreEntitled: known.coreFeatures.filter(may).length,
    coreUses: sum(({ uses }) => uses),
    coreUsesBefore: sum(({ usesBefore }) => usesBefore),
  }
}
