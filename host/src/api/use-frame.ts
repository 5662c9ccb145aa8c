import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { useTRPC } from './trpc.ts'

/** Asks a metric query. While a changed one is on its way, the last answer stays. */
export function useFrame(query: MetricQuery, enabled = true) {
  const trpc = useTRPC()
  return useQuery(
    trpc.metrics.query.queryOptions(query, {
      enabled,
      placeholderData: keepPreviousData,
      trpc: { abortOnUnmount: true },
    }),
  )
}
