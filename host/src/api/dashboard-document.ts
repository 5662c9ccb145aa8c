import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from './app-router.ts'

type Dashboards = inferRouterOutputs<AppRouter>['dashboards']

/** A dashboard as its plugin ships it. */
export type DashboardDocument = Dashboards['get']

/** A place on the grid with its panel, or with the reason why it has none. */
export type DashboardCard = DashboardDocument['cards'][number]

/** A panel with every name written out as an id. */
export type ResolvedPanel = NonNullable<DashboardCard['panel']>
