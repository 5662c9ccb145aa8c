import type { Frame } from '@tessera/plugin-api/wire'

/** The rules that figures were reckoned by, in a short phrase each; those that more of the metrics rest on first. */
export function rulePhrases({ meta: { rules = [] } }: Pick<Frame, 'meta'>): readonly string[] {
  return rules.toSorted((a, b) => b.metrics.length - a.metrics.length).map(({ phrase }) => phrase)
}
