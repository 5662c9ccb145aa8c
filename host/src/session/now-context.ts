import { createContext, use } from 'react'

/** The page's one "now" and the means to move it. */
export interface PageNow {
  /** ISO instant every panel is asked with. */
  readonly now: string
  /** Moves "now" to this moment (a demo tenant's clock stands still) and asks everything again. */
  readonly refresh: () => void
}

export const NowContext = createContext<PageNow | null>(null)

/** The pinned "now" of this page. */
export function usePageNow(): PageNow {
  const now = use(NowContext)
  if (now === null) throw new Error('usePageNow is for pages inside the shell')
  return now
}
