import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ComponentType } from 'react'
import { Link } from 'react-router'
import type { PageProps } from '@tessera/plugin-api/web'
import { matchPage } from '@tessera/registry/web'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../session/session-context.ts'
import { NotFoundPage } from '../pages/not-found-page.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { usePageAddress } from './page-address.ts'
import { PageHostProvider } from './page-host-provider.tsx'
import { PageTrail } from './page-trail.tsx'
import { webDoor, WebDoorError } from './web-doors.ts'

type Page = ReturnType<typeof useSession>['pages'][number]

/** A page of a plugin, at `/p/<plugin>/<path>`. */
export function PluginPage() {
  const { plugin, steps } = usePageAddress()
  const { pages } = useSession()
  const own = pages.filter((page) => page.plugin === plugin)
  const found = matchPage(own, steps)
  return found ? <DrawnPage page={found.page} params={found.params} /> : <RefusedPage plugin={plugin} steps={steps} />
}

function DrawnPage({ page, params }: { readonly page: Page; readonly params: PageProps['params'] }) {
  const [title, named] = useState(page.title)
  usePageTitle(title)
  const component = useQuery({
    queryKey: ['plugin-page', page.id],
    queryFn: () => loadPage(page),
    staleTime: Infinity,
    retry: false,
  })
  if (component.isPending) return <PageLoading />
  if (component.isError)
    return <ProblemNotice problem={problemOf(component.error)} onRetry={() => void component.refetch()} />
  const { Component } = component.data
  return (
    <>
      <PageTrail page={page} params={params} title={title} />
      <PageHostProvider named={named}>
        <Component params={params} />
      </PageHostProvider>
    </>
  )
}

/** Why there is no page: the server knows whether it is nowhere, off for this tenant, or not for this person. */
function RefusedPage({ plugin, steps }: { readonly plugin: string; readonly steps: readonly string[] }) {
  const trpc = useTRPC()
  const asked = useQuery(trpc.pages.open.queryOptions({ plugin, steps: [...steps] }, { retry: false }))
  usePageTitle('Page')
  if (asked.isPending) return <PageLoading />
  if (asked.data) return <DrawnPage page={asked.data} params={matchPage([asked.data], steps)?.params ?? {}} />
  const problem = problemOf(asked.error)
  if (problem.status === 404) return <NotFoundPage />
  return (
    <ProblemNotice problem={problem} title="This page is not for you here" onRetry={() => void asked.refetch()}>
      <Button component={Link} to="/" variant="default">
        To the first page
      </Button>
    </ProblemNotice>
  )
}

async function loadPage({ plugin, name }: Page): Promise<{ readonly Component: ComponentType<PageProps> }> {
  const door = await webDoor(plugin)
  const load = door.pages?.[name]
  if (load === undefined)
    throw new WebDoorError('page_missing', `Plugin '${plugin}' brings no component for page '${name}'.`)
  return { Component: (await load()).default as ComponentType<PageProps> }
}
