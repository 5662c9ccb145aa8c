import type { UseQueryOptions } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { Link } from 'react-router'
import { customView, viewShape } from '@tessera/plugin-api'
import type { Frame } from '@tessera/plugin-api/wire'
import { panelQuery } from '@tessera/registry/web'
import { PageHostContext, type LinkProps, type PageHost } from '@tessera/ui/page'
import { problemOf } from '../api/problem-of.ts'
import { tenantBase } from '../api/tenant-address.ts'
import { useTRPC } from '../api/trpc.ts'
import { AddressNotices, TimeControls } from '../controls/time-controls.tsx'
import { useSession } from '../session/session-context.ts'
import { usePageTime } from '../state/use-page-time.ts'
import { useCarriedSearch, useViewState } from '../state/use-view-state.ts'

const shape = viewShape(customView)

/** Gives the pages of plugins what they ask of the host: who is there, in which tenant and time, links and answers. */
export function PageHostProvider(props: { readonly named: (title: string) => void; readonly children: ReactNode }) {
  const { named, children } = props
  const trpc = useTRPC()
  const { tenant, scopes, plugins } = useSession()
  const { update } = useViewState()
  const time = usePageTime(null)
  const host = useMemo(
    (): PageHost => ({
      tenant,
      rights: new Set(scopes),
      settings: Object.fromEntries(plugins.map(({ id, settings }) => [id, settings])),
      time,
      changeTime: ({ segments, ...patch }) =>
        update(segments === undefined ? patch : { ...patch, segments: segments ?? [] }),
      question: (query, view = shape) =>
        trpc.metrics.query.queryOptions(panelQuery({ query, shape: view }, time), {
          trpc: { abortOnUnmount: true },
        }) as unknown as UseQueryOptions<Frame>,
      problemOf,
      named,
      TimeControls: Controls,
      Link: CarryingLink,
      hrefOf: (to) => tenantBase() + to,
    }),
    [tenant, scopes, plugins, time, update, trpc, named],
  )
  return <PageHostContext value={host}>{children}</PageHostContext>
}

function Controls() {
  return (
    <>
      <TimeControls time={usePageTime(null)} ownRange={false} />
      <AddressNotices />
    </>
  )
}

function CarryingLink({ to, className, children }: LinkProps) {
  const search = useCarriedSearch()
  return (
    <Link to={{ pathname: to, search }} className={className}>
      {children}
    </Link>
  )
}
