import { formatPercent } from '@tessera/ui'
import type { inferRouterOutputs } from '@trpc/server'
import type { routes } from '../../server/routes.ts'

/** An experiment as the server tells it. */
export type Experiment = inferRouterOutputs<typeof routes>['experiments'][number]

type Estimate = Experiment['variants'][number]['rate']

const percent = (value: number) => formatPercent(value, 'en-US', 1)
const points = (value: number) => (value * 100).toFixed(1).replace('-', '−')

/** A share with its interval; a dash where there is none. */
export function asShare(estimate: Estimate): string {
  return estimate ? `${percent(estimate.value)} (${percent(estimate.low)} to ${percent(estimate.high)})` : '–'
}

/** A difference of shares in points, with its interval. */
export function asDifference(estimate: Estimate): string {
  return estimate ? `${points(estimate.value)} pp (${points(estimate.low)} to ${points(estimate.high)})` : '–'
}

/** A probability; small ones are not written as 0. */
export function asP(p: number | null): string {
  return p === null ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3)
}

/** What can be said of an experiment, and what to do about it. */
export function verdictOf({ verdict, plannedPerVariant, splitP, variants, mixedUsers }: Experiment): string {
  const least = Math.min(...variants.map(({ users }) => users))
  const said = {
    no_control: 'Nothing to compare: it needs a control and another variant.',
    mismatch: `Users are not split as planned (p ${asP(splitP)}): find out why, its figures cannot be trusted.`,
    no_plan: 'No verdict: nobody said how many users it was planned for.',
    collecting: `Still collecting: ${least} of ${plannedPerVariant ?? 0} users in the smallest variant. Do not stop early.`,
    winner: 'A variant is better than the control.',
    loser: 'A variant is worse than the control.',
    no_difference: 'No difference was found at the planned size.',
  }[verdict]
  return mixedUsers === 0 ? said : `${said} ${mixedUsers} users saw several variants and count in none.`
}
