import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../session/session-context.ts'

/** Words for when something of the tenant was done, in its zone, and for admins by whom; null for who is told by no session. */
export function useWhoAndWhen(): (at: string, by: string | null) => string {
  const trpc = useTRPC()
  const { tenant, role } = useSession()
  const isAdmin = role === 'admin'
  const members = useQuery(trpc.admin.members.queryOptions(undefined, { enabled: isAdmin }))
  const when = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: tenant.timeZone })
  const nameOf = (id: string | null) =>
    id === null ? 'a key' : (members.data?.find((member) => member.id === id)?.name ?? 'somebody who left')
  return (at, by) => `${when.format(new Date(at))}${isAdmin ? `, ${nameOf(by)}` : ''}`
}
