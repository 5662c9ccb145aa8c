import { useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { formatViewState, parseViewState, searchText, viewKeys, type ViewState } from './view-state.ts'

/** The page's state as its address has it, and how to change it. */
export interface UsedViewState {
  readonly state: ViewState
  /** What the address names but nobody knows. */
  readonly notices: readonly string[]
  /** Writes changes into the address; opening a panel adds a step to the history, everything else replaces it. */
  readonly update: (patch: Partial<ViewState>) => void
}

/** Reads and writes the page's state in its address. */
export function useViewState(): UsedViewState {
  const { search } = useLocation()
  const navigate = useNavigate()
  return useMemo(() => {
    const params = new URLSearchParams(search)
    const { state, notices } = parseViewState(params)
    const update = (patch: Partial<ViewState>) => {
      const next = searchText(formatViewState({ ...state, ...patch }, params))
      const opens = Boolean(patch.drill ?? patch.full ?? patch.explain)
      void navigate({ search: next }, { replace: !opens, preventScrollReset: true })
    }
    return { state, notices, update }
  }, [search, navigate])
}

/** The part of the address that goes along from page to page: range, comparison, zone, segments, refresh. */
export function useCarriedSearch(): string {
  const { search } = useLocation()
  const from = new URLSearchParams(search)
  const carried = new URLSearchParams()
  for (const key of [viewKeys.range, viewKeys.compare, viewKeys.timeZone, viewKeys.segments, viewKeys.live]) {
    const value = from.get(key)
    if (value !== null) carried.set(key, value)
  }
  return searchText(carried)
}
