import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from './app-router.ts'

type Outputs = inferRouterOutputs<AppRouter>

/** Who is signed in and where they are. */
export type Session = Outputs['session']['me']
