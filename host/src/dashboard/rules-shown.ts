import type { Frame } from '@tessera/plugin-api/wire'

/** The rules a card prints, those that more of its metrics rest on first. */
export function rulesShown(frame: Frame | undefined): readonly string[] {
  const rules = frame?.meta.rules ?? []
  return rules.toSorted((a, b) => b.metrics.length - a.metrics.length).map(({ phrase }) => phrase)
}
