import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import { isSignedOut, problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { LoadInstead } from './load-instead.tsx'

/** Leads an address without a tenant to the same page of the tenant last used. */
export function ToTenant() {
  const trpc = useTRPC()
  const { pathname, search, hash } = useLocation()
  const me = useQuery(trpc.session.me.queryOptions())
  if (me.isPending) return <PageLoading />
  if (me.isError && !isSignedOut(me.error))
    return <ProblemNotice problem={problemOf(me.error)} onRetry={() => void me.refetch()} fullPage />
  const rest = search + hash
  if (!me.data?.user) return <LoadInstead address={signInAddress(pathname + rest)} />
  if (me.data.tenant === null) return <ProblemNotice problem={noTenant} fullPage />
  return <LoadInstead address={`/t/${me.data.tenant.slug}${pathname === '/' ? '' : pathname}${rest}`} />
}

/** Where to sign in, and come back to an address. */
export function signInAddress(back: string): string {
  return back === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(back)}`
}

const noTenant = {
  code: 'no_tenant',
  detail: 'You belong to no tenant yet. Ask an admin to add you.',
  status: null,
}
