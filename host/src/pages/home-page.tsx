import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useLocation, useNavigation } from 'react-router'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../session/session-context.ts'
import { useCarriedSearch } from '../state/use-view-state.ts'
import { byDomain } from '../shell/by-domain.ts'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'

/** Leads to the dashboard that has this address, else to the first one; says what to do where there is none. */
export function HomePage() {
  usePageTitle('Start')
  const trpc = useTRPC()
  const search = useCarriedSearch()
  const { pathname } = useLocation()
  const { plugins, role, tenant } = useSession()
  const leaving = useNavigation().state !== 'idle'
  const dashboards = useQuery(trpc.dashboards.list.queryOptions())
  // why: whoever chose a page before the dashboards came wants that page, not the first dashboard
  if (dashboards.isPending || leaving) return <PageLoading />
  if (dashboards.isError)
    return <ProblemNotice problem={problemOf(dashboards.error)} onRetry={() => void dashboards.refetch()} />
  const named = dashboards.data.find(({ address }) => address === pathname)
  const first = named ?? byDomain({ dashboards: dashboards.data, pages: [] }, plugins)[0]?.dashboards[0]
  if (first !== undefined) return <Navigate to={{ pathname: `/d/${first.id}`, search }} replace />
  const detail =
    role === 'admin'
      ? `No plugin with a dashboard is enabled for ${tenant.name}. Enable one under Plugins.`
      : `No plugin with a dashboard is enabled for ${tenant.name}. Ask an admin to enable one.`
  return (
    <ProblemNotice problem={{ code: 'no_dashboards', detail, status: null }} title="Nothing to show yet">
      {role === 'admin' && (
        <Button component={Link} to="/admin/plugins">
          To the plugins
        </Button>
      )}
    </ProblemNotice>
  )
}
