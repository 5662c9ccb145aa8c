import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../api/app-router.ts'

/** A job as the server lists it. */
export type ShownJob = inferRouterOutputs<AppRouter>['jobs']['list'][number]

/** One of its runs. */
export type ShownRun = ShownJob['runs'][number]

/** Whether a run is not over. */
export function isGoing({ state }: Pick<ShownRun, 'state'>): boolean {
  return state === 'waiting' || state === 'running' || state === 'retrying'
}

/** How often is looked at jobs while one of them runs, in milliseconds; else not at all. */
export function lookAgainMs(jobs: readonly ShownJob[] | undefined): number | false {
  return jobs?.some(({ runs }) => runs.some(isGoing)) ? 2_000 : false
}
