/** Remembers when figures last changed, so that a question asked again is asked as of then. */
export interface LiveMoments {
  /** Null: figures of any metric. */
  readonly note: (metrics: readonly string[] | null, at: string) => void
  /** The later of an instant and the last change of any of the metrics; ISO. */
  readonly latest: (metrics: readonly string[], now: string) => string
}

/** Makes the memory of one page. */
export function liveMoments(): LiveMoments {
  let ofAll = ''
  const ofOne = new Map<string, string>()
  return {
    note: (metrics, at) => {
      if (metrics === null) ofAll = at
      else for (const metric of metrics) ofOne.set(metric, at)
    },
    // why: instants of one form in UTC stand in the order of their texts
    latest: (metrics, now) =>
      metrics.map((metric) => ofOne.get(metric) ?? '').reduce((a, b) => (a > b ? a : b), now > ofAll ? now : ofAll),
  }
}
