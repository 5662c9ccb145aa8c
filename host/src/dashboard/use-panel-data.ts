import type { Frame } from '@tessera/plugin-api/wire'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import { problemOf, type ShownProblem } from '../api/problem-of.ts'
import { useFrame } from '../api/use-frame.ts'
import { panelQuery, trendQuery, type PageTime } from '@tessera/registry/web'

/** What a card knows of its figures. */
export interface PanelData {
  readonly frame: Frame | undefined
  /** Course of a big number. */
  readonly trend: Frame | undefined
  readonly problem: ShownProblem | undefined
  /** The page narrows its figures to segments. */
  readonly narrowed: boolean
  /** The figures shown belong to what was asked before; the new ones are on their way. */
  readonly outdated: boolean
  readonly retry: () => void
}

/**
 * Asks for a panel's figures. Panels that ask the same share one answer; questions asked together travel together;
 * leaving the page cancels what is still on its way.
 */
export function usePanelData(panel: ResolvedPanel, time: PageTime): PanelData {
  const asked = panelQuery(panel, time)
  const course = trendQuery(panel, time)
  const trendNeeded = course !== null
  const main = useFrame(asked)
  const trend = useFrame(course ?? asked, trendNeeded)
  return {
    frame: main.isError ? undefined : main.data,
    trend: trendNeeded ? trend.data : undefined,
    problem: main.isError ? problemOf(main.error) : undefined,
    narrowed: time.segments.length > 0,
    outdated: main.isPlaceholderData || (trendNeeded && trend.isPlaceholderData),
    retry: () => void main.refetch(),
  }
}
