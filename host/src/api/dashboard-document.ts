import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from './app-router.ts'

type Dashboards = inferRouterOutputs<AppRouter>['dashboards']

/** A place on the grid with its panel, or with the reason why it has none. */
export type DashboardCard = Dashboards['get']['cards'][number]

/** A panel with every name written out as an id. */
export type ResolvedPanel = NonNullable<DashboardCard['panel']>
