import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { isElsewhere, isSignedOut, problemOf } from '../api/problem-of.ts'
import type { Session } from '../api/session.ts'
import { ownAddress } from '../api/tenant-address.ts'
import { useTRPC } from '../api/trpc.ts'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { LiveContext } from '../live/live-context.ts'
import { useListenToChanges } from '../session/use-listen-to-changes.ts'
import { Shell } from '../shell/shell.tsx'
import { NowContext } from '../session/now-context.ts'
import { SessionContext, type SignedInSession } from '../session/session-context.ts'
import { useRememberTenant } from '../session/use-remember-tenant.ts'
import { LoadInstead } from './load-instead.tsx'
import { NotAMember } from './not-a-member.tsx'
import { signInAddress } from './to-tenant.tsx'

/** How often it is asked how far the demo is. */
const layingMs = 3_000

/** Lets members of the page's tenant through to the shell, sends strangers to sign in and back, and tells others that it is not theirs. */
export function SignedIn() {
  const trpc = useTRPC()
  const me = useQuery(
    trpc.session.me.queryOptions(undefined, {
      staleTime: 300_000,
      refetchOnWindowFocus: 'always',
      refetchInterval: ({ state }) => (state.data?.laying ? layingMs : false),
    }),
  )
  if (me.isPending) return <PageLoading />
  if (me.isError && !isSignedOut(me.error)) {
    const problem = problemOf(me.error)
    if (isElsewhere(me.error)) return <NotAMember problem={problem} />
    return <ProblemNotice problem={problem} onRetry={() => void me.refetch()} fullPage />
  }
  if (me.isError || !hasTenant(me.data)) return <LoadInstead address={signInAddress(ownAddress())} />
  const session = me.data
  return <Inside key={session.tenant.id} session={session} />
}

function Inside({ session }: { readonly session: SignedInSession }) {
  const queries = useQueryClient()
  const trpc = useTRPC()
  useRememberTenant(session)
  const { asOf } = session.tenant
  const live = useListenToChanges(session)
  const [moment, setMoment] = useState(() => new Date().toISOString())
  const now = asOf ?? moment
  const pageNow = useMemo(
    () => ({
      now,
      refresh: () => {
        setMoment(new Date().toISOString())
        // why: a demo tenant's clock goes on once real events arrive
        void queries.invalidateQueries({ queryKey: trpc.session.me.queryKey() })
        void queries.invalidateQueries({ queryKey: trpc.metrics.query.queryKey() })
      },
    }),
    [now, queries, trpc],
  )
  return (
    <SessionContext value={session}>
      <NowContext value={pageNow}>
        <LiveContext value={live}>
          <Shell />
        </LiveContext>
      </NowContext>
    </SessionContext>
  )
}

function hasTenant(session: Session): session is SignedInSession {
  return session.user !== null && session.tenant !== null
}
