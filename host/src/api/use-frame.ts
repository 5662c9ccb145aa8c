import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { useLiveFigures } from '../live/live-context.ts'
import { useTRPC, useTRPCClient } from './trpc.ts'

/** How a metric query is asked: as of the page's "now", or of the last change of its figures where that came later. */
export function useFrameOptions() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const { moments } = useLiveFigures()
  return (query: MetricQuery) => {
    const ids = query.metrics.map(({ id }) => id)
    const { time } = query
    const asked = () =>
      time?.now === undefined ? query : { ...query, time: { ...time, now: moments.latest(ids, time.now) } }
    const options = trpc.metrics.query.queryOptions(query, { trpc: { abortOnUnmount: true } })
    return {
      ...options,
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => client.metrics.query.query(asked(), { signal }),
    }
  }
}

/** Asks a metric query. While a changed one is on its way, the last answer stays. */
export function useFrame(query: MetricQuery, enabled = true) {
  const options = useFrameOptions()
  return useQuery({ ...options(query), enabled, placeholderData: keepPreviousData })
}
