/** A half-open stretch of time in epoch milliseconds. */
export interface TimeSpan {
  readonly from: number
  readonly to: number
}

/** The same times as few spans, in order. */
export function joined(spans: readonly TimeSpan[]): TimeSpan[] {
  const sorted = spans.filter((span) => span.from < span.to).toSorted((a, b) => a.from - b.from)
  const result: { from: number; to: number }[] = []
  for (const { from, to } of sorted) {
    const last = result.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else result.push({ from, to })
  }
  return result
}

/** Times of `all` that are in no span of `taken`, and those that are. */
export function split(
  all: readonly TimeSpan[],
  taken: readonly TimeSpan[],
): { readonly outside: TimeSpan[]; readonly inside: TimeSpan[] } {
  const outside: TimeSpan[] = []
  const inside: TimeSpan[] = []
  const cuts = joined(taken)
  let next = 0
  for (const span of joined(all)) {
    let at = span.from
    // why: both are in order, so what ends before this span ends before all later ones
    while (next < cuts.length && (cuts[next] as TimeSpan).to <= at) next += 1
    for (let index = next; index < cuts.length; index += 1) {
      const cut = cuts[index] as TimeSpan
      if (cut.from >= span.to) break
      if (cut.to <= at) continue
      if (cut.from > at) outside.push({ from: at, to: cut.from })
      const from = Math.max(at, cut.from)
      at = Math.min(cut.to, span.to)
      inside.push({ from, to: at })
    }
    if (at < span.to) outside.push({ from: at, to: span.to })
  }
  return { outside, inside }
}

/** Length of all spans together, in milliseconds. */
export function lengthOf(spans: readonly TimeSpan[]): number {
  return spans.reduce((sum, span) => sum + span.to - span.from, 0)
}
