import type { UseQueryOptions } from '@tanstack/react-query'
import { createContext, use, type ComponentType, type ReactNode } from 'react'
import type { PanelQuery, ViewShape } from '@tessera/plugin-api'
import type { Compare, Frame, Range } from '@tessera/plugin-api/wire'

/** The tenant a page is of. */
export interface Tenant {
  readonly id: string
  readonly slug: string
  readonly name: string
  /** IANA name. */
  readonly timeZone: string
  readonly currency: string
  readonly weekStart: number
}

/** What the figures of a page are asked with. It stands in the address. */
export interface TimeScope {
  readonly range: Range
  /** Empty: no comparison. */
  readonly compare: readonly Compare[]
  readonly timeZone: string
  /** Ids of the named filters that all figures are narrowed to. */
  readonly segments: readonly string[]
  /** The page's one "now", ISO instant. */
  readonly now: string
}

/** Changes of a time scope; null takes a part back to what the page ships with. */
export type TimeChange = { readonly [Part in Exclude<keyof TimeScope, 'now'>]?: TimeScope[Part] | null }

/** What went wrong, for the reader. */
export interface ShownProblem {
  readonly code: string
  readonly detail: string
}

/** An answer, as far as it is there. While a changed question is on its way, the last answer stays. */
export interface Asked {
  readonly frame: Frame | undefined
  readonly problem: ShownProblem | undefined
  readonly pending: boolean
  readonly retry: () => void
}

/** What the host gives to the pages of plugins. */
export interface PageHost {
  readonly tenant: Tenant
  /** Full ids. */
  readonly rights: ReadonlySet<string>
  /** As they count now, by plugin, defaults included. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly time: TimeScope
  readonly changeTime: (patch: TimeChange) => void
  /** How a question about metrics is asked in the page's time scope, by itself or for a view. */
  readonly question: (query: PanelQuery, shape?: ViewShape) => UseQueryOptions<Frame>
  readonly problemOf: (error: unknown) => ShownProblem
  /** Told the title of the page that is drawn, which may be the name of what its address names. */
  readonly named: (title: string) => void
  /** Range, comparison, zone and the rest, as controls. */
  readonly TimeControls: ComponentType
  /** Links to an address below the tenant's place, as `/d/sales.overview`. */
  readonly Link: ComponentType<LinkProps>
  /** The whole address of a place in the tenant. */
  readonly hrefOf: (to: string) => string
}

/** A link in a page. */
export interface LinkProps {
  readonly to: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

export const PageHostContext = createContext<PageHost | null>(null)

/** What the host gives to this page. */
export function usePageHost(): PageHost {
  const host = use(PageHostContext)
  if (host === null) throw new Error('this is for pages of plugins, drawn by the host')
  return host
}
