/** How a stream is opened; answers how it is closed. */
export type OpenStream = (heard: {
  readonly started: () => void
  readonly failed: (error: unknown) => void
}) => () => void

const firstPauseMs = 1_000
const longestPauseMs = 60_000

/**
 * Keeps a stream open while the page is seen: one that fails is opened again after ever longer pauses, a hidden page has none, and one
 * that is seen again has it at once. `isFinal` says of an error that opening again would not help.
 */
export function keepOpen(open: OpenStream, isFinal: (error: unknown) => boolean): () => void {
  let close: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = firstPauseMs
  let isOver = false

  const end = () => {
    clearTimeout(timer)
    timer = undefined
    close?.()
    close = null
  }
  const begin = () => {
    if (isOver || close || timer !== undefined || document.visibilityState === 'hidden') return
    let isOpen = true
    const closed = open({
      started: () => {
        pause = firstPauseMs
      },
      failed: (error) => {
        if (!isOpen) return
        isOpen = false
        end()
        if (isFinal(error)) {
          isOver = true
          return
        }
        // why: pages that lost one server together do not come back together
        timer = setTimeout(again, pause * (0.5 + Math.random() / 2))
        pause = Math.min(pause * 2, longestPauseMs)
      },
    })
    close = () => {
      isOpen = false
      closed()
    }
  }
  const again = () => {
    timer = undefined
    begin()
  }
  const seen = () => {
    if (document.visibilityState === 'hidden') end()
    else {
      pause = firstPauseMs
      begin()
    }
  }
  document.addEventListener('visibilitychange', seen)
  window.addEventListener('online', seen)
  begin()
  return () => {
    isOver = true
    document.removeEventListener('visibilitychange', seen)
    window.removeEventListener('online', seen)
    end()
  }
}
