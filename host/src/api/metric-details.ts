import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from './app-router.ts'

/** A metric with all the catalogue knows of it. */
export type MetricDetails = inferRouterOutputs<AppRouter>['catalogue']['metric']
