import type { ReactNode } from 'react'
import { pageAddress, type PageName, type ParamsOf, type PluginWithPages } from './page-address.ts'
import { usePageHost } from './page-host.ts'

interface ToPage<P extends PluginWithPages, Name extends PageName<P>> {
  readonly plugin: P
  readonly page: Name
  readonly params?: ParamsOf<P, Name>
  readonly children: ReactNode
}

/** Links to a page of a plugin in this tenant; range, comparison and zone go along. */
export function PageLink<const P extends PluginWithPages, const Name extends PageName<P>>(props: ToPage<P, Name>) {
  const { plugin, page, params = {} as ParamsOf<P, Name>, children } = props
  const { Link } = usePageHost()
  return (
    <Link to={pageAddress(plugin, page, params)} className="link">
      {children}
    </Link>
  )
}

/** The address of a page of a plugin in this tenant, for what is no link of its own. */
export function usePageHref<const P extends PluginWithPages, const Name extends PageName<P>>(
  plugin: P,
  page: Name,
  params: ParamsOf<P, Name>,
): string {
  return usePageHost().hrefOf(pageAddress(plugin, page, params))
}
