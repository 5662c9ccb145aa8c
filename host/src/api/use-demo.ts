import { useQuery } from '@tanstack/react-query'
import { useTRPC } from './trpc.ts'

/** Whether the server offers one-click demo sign-in. */
export function useDemo(): boolean {
  const trpc = useTRPC()
  return useQuery(trpc.session.me.queryOptions()).data?.demo ?? false
}
