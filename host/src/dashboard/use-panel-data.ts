import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Frame, MetricQuery } from '@tessera/plugin-api/wire'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import { problemOf, type ShownProblem } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { panelQuery, trendQuery, type PageTime } from '../query/panel-query.ts'

/** What a card knows of its figures. */
export interface PanelData {
  readonly frame: Frame | undefined
  /** Course of a big number. */
  readonly trend: Frame | undefined
  readonly problem: ShownProblem | undefined
  readonly retry: () => void
}

/**
 * Asks for a panel's figures. Panels that ask the same share one answer; questions asked together travel together;
 * leaving the page cancels what is still on its way.
 */
export function usePanelData(panel: ResolvedPanel, time: PageTime): PanelData {
  const trendNeeded = panel.view === 'big_number' && panel.options?.sparkline !== false
  const main = useFrame(panelQuery(panel.query, time))
  const trend = useFrame(trendQuery(panel.query, time), trendNeeded)
  return {
    frame: main.isError ? undefined : main.data,
    trend: trendNeeded ? trend.data : undefined,
    problem: main.isError ? problemOf(main.error) : undefined,
    retry: () => void main.refetch(),
  }
}

/** Asks a metric query. While a changed one is on its way, the last answer stays. */
export function useFrame(query: MetricQuery, enabled = true) {
  const trpc = useTRPC()
  return useQuery(
    trpc.metrics.query.queryOptions(query, {
      enabled,
      placeholderData: keepPreviousData,
      trpc: { abortOnUnmount: true },
    }),
  )
}
