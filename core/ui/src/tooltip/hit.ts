import type { Hit } from '@tessera/plugin-api/web'

export type { Hit, Selection, TipLine } from '@tessera/plugin-api/web'

/** A hit's words, for readers who hear them. */
export function hitText({ title, lines }: Pick<Hit, 'title' | 'lines'>): string {
  const said = lines.map(({ name, value, note }) => `${name} ${value}${note === undefined ? '' : ` (${note})`}`)
  return `${title}: ${said.join('; ')}`
}
