import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PanelQuery, PluginSpec, SettingsOf, ViewShape } from '@tessera/plugin-api'
import { usePageHost, type Asked, type Tenant, type TimeChange, type TimeScope } from './page-host.ts'

/** The tenant this page is of. */
export function useTenant(): Tenant {
  return usePageHost().tenant
}

/** Whether the person on the page has a right, named in full: `quotas:edit_quota`. It decides what is shown; the server decides what is done. */
export function useCan(right: string): boolean {
  return usePageHost().rights.has(right)
}

/** The settings of a plugin in this tenant as they count now, defaults included. A page that is open hears of changes. */
export function useSettings<const P extends PluginSpec>(plugin: P): SettingsOf<P> {
  const { settings } = usePageHost()
  return (settings[plugin.id] ?? plugin.settings?.parse({}) ?? {}) as SettingsOf<P>
}

/** Range, comparison, zone and filters of the page, and how to change them. They stand in the address, so a link carries them. */
export function useTimeScope(): TimeScope & { readonly change: (patch: TimeChange) => void } {
  const { time, changeTime } = usePageHost()
  return useMemo(() => ({ ...time, change: changeTime }), [time, changeTime])
}

/** Asks for metrics as a panel does, by full ids, in the time scope of the page. */
export function useMetricQuery(query: PanelQuery): Asked {
  return useViewQuery(query)
}

/** The same, with what a view adds to the question. */
export function useViewQuery(query: PanelQuery, shape?: ViewShape): Asked {
  const { question, problemOf } = usePageHost()
  const asked = useQuery({ ...question(query, shape), placeholderData: keepPreviousData })
  return {
    frame: asked.data,
    problem: asked.isError ? problemOf(asked.error) : undefined,
    pending: asked.isFetching,
    retry: () => void asked.refetch(),
  }
}
