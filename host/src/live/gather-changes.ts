/** What changed since it was last told. */
export interface Changed {
  /** Null: any. */
  readonly metrics: ReadonlySet<string> | null
  /** ISO. */
  readonly at: string
}

/** Tells changes at once, and then not more often than once in a pause: what comes meanwhile is told together. */
export function gatherChanges(
  tell: (changed: Changed) => void,
  pauseMs: number,
): { readonly add: (metrics: readonly string[] | null, at: string) => void; readonly stop: () => void } {
  let waiting: Changed | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    if (waiting === undefined) return
    const changed = waiting
    waiting = undefined
    timer = setTimeout(flush, pauseMs)
    tell(changed)
  }
  return {
    add: (metrics, at) => {
      const before = waiting ? waiting.metrics : []
      waiting = { at, metrics: metrics === null || before === null ? null : new Set([...before, ...metrics]) }
      if (timer === undefined) flush()
    },
    stop: () => clearTimeout(timer),
  }
}
