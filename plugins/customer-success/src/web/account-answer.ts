import type { inferRouterOutputs } from '@trpc/server'
import type { routes } from '../server/routes.ts'

/** An account as the server tells it. */
export type AccountAnswer = inferRouterOutputs<typeof routes>['account']
