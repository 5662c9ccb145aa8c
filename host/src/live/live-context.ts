import { createContext, use } from 'react'
import { liveMoments, type LiveMoments } from './live-moments.ts'

/** What a page knows of changes of its figures. */
export interface LiveFigures {
  readonly moments: LiveMoments
  /** The server tells changes as they happen. */
  readonly isOn: boolean
}

export const LiveContext = createContext<LiveFigures>({ moments: liveMoments(), isOn: false })

/** How this page hears of changes. */
export function useLiveFigures(): LiveFigures {
  return use(LiveContext)
}
