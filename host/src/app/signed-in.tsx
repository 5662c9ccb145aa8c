import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Navigate, useLocation } from 'react-router'
import { isSignedOut, problemOf } from '../api/problem-of.ts'
import type { Session } from '../api/session.ts'
import { useTRPC } from '../api/trpc.ts'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { Shell } from '../shell/shell.tsx'
import { NowContext } from '../session/now-context.ts'
import { SessionContext, type SignedInSession } from '../session/session-context.ts'

/** Lets signed-in people through to the shell and sends others to sign in, and back afterwards. */
export function SignedIn() {
  const trpc = useTRPC()
  const { pathname, search } = useLocation()
  const me = useQuery(trpc.session.me.queryOptions(undefined, { staleTime: 300_000 }))
  if (me.isPending) return <PageLoading />
  const signIn = <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />
  if (me.isError)
    return isSignedOut(me.error) ? (
      signIn
    ) : (
      <ProblemNotice problem={problemOf(me.error)} onRetry={() => void me.refetch()} fullPage />
    )
  const session = me.data
  if (!hasTenant(session)) return session.user === null ? signIn : <NoTenant />
  return <Inside key={session.tenant.id} session={session} />
}

function Inside({ session }: { readonly session: SignedInSession }) {
  const queries = useQueryClient()
  const trpc = useTRPC()
  const { asOf } = session.tenant
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
        <Shell />
      </NowContext>
    </SessionContext>
  )
}

function NoTenant() {
  const problem = { code: 'no_tenant', detail: 'You belong to no tenant yet. Ask an admin to add you.', status: null }
  return <ProblemNotice problem={problem} fullPage />
}

function hasTenant(session: Session): session is SignedInSession {
  return session.user !== null && session.tenant !== null
}
