import type { Frame } from '@tessera/plugin-api/wire'

/**
 * What figures were reckoned by, in a short phrase each: first the plugins whose rows they lack as those are off, then the rules in force,
 * those that more of the metrics rest on first.
 */
export function rulePhrases({ meta: { rules = [], sourcesOff = [] } }: Pick<Frame, 'meta'>): readonly string[] {
  return [
    ...sourcesOff.map(offPhrase),
    ...rules.toSorted((a, b) => b.metrics.length - a.metrics.length).map(({ phrase }) => phrase),
  ]
}

/** A plugin that is off, in a few words. */
export const offPhrase = ({ title }: { readonly title: string }) => `${title} is off`
