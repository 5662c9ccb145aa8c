import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { useTRPC } from '../api/trpc.ts'

/** When the last of the page's figures arrived, in milliseconds since 1970; null before the first. */
export function useUpdatedAt(): number | null {
  const queries = useQueryClient()
  const trpc = useTRPC()
  const cache = queries.getQueryCache()
  const read = useCallback(() => {
    const shown = cache.findAll({ queryKey: trpc.metrics.query.queryKey(), type: 'active' })
    return shown.reduce((last, { state }) => Math.max(last, state.dataUpdatedAt), 0)
  }, [cache, trpc])
  const subscribe = useCallback((listener: () => void) => cache.subscribe(listener), [cache])
  return useSyncExternalStore(subscribe, read) || null
}
