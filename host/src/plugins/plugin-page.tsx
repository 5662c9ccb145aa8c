import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { problemOf } from '../api/problem-of.ts'
import { useSession } from '../session/session-context.ts'
import { NotFoundPage } from '../pages/not-found-page.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { webDoor } from './web-doors.ts'

/** A page a plugin brought, at `/p/<plugin>/<path>`. */
export function PluginPage() {
  const { plugin = '', '*': path = '' } = useParams()
  const { plugins } = useSession()
  const enabled = plugins.some(({ id }) => id === plugin)
  const page = useQuery({
    queryKey: ['plugin-page', plugin, path],
    queryFn: () => loadPage(plugin, path),
    staleTime: Infinity,
    retry: false,
    enabled,
  })
  usePageTitle(page.data?.title ?? 'Page')
  if (!enabled || page.data === null) return <NotFoundPage />
  if (page.isPending) return <PageLoading />
  if (page.isError) return <ProblemNotice problem={problemOf(page.error)} onRetry={() => void page.refetch()} />
  const { Page } = page.data
  return <Page />
}

async function loadPage(plugin: string, path: string) {
  const door = await webDoor(plugin)
  const page = door.pages?.find((candidate) => candidate.path.replace(/^\//, '') === path)
  return page === undefined ? null : { title: page.title, Page: (await page.load()).default }
}
