import { formatSpan } from '@tessera/ui'
import type { Frame } from '@tessera/plugin-api/wire'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import type { PageTime } from '../query/panel-query.ts'
import { rangeWords } from '../state/range-presets.ts'

/** The line below a card's title: the range it was computed for, first since long lines are cut, and what it shows. */
export function panelSubtitle(panel: ResolvedPanel, time: PageTime, frame: Frame | undefined): string {
  const range = frame === undefined ? rangeWords(panel.query.range ?? time.range) : shortSpan(frame.meta)
  return [range, panel.subtitle].filter((part) => part !== undefined && part !== '').join(' · ')
}

/** The span without its year where that is the year of the page's "now". */
function shortSpan({ range, now }: Frame['meta']): string {
  return formatSpan(range).replace(new RegExp(`, ${now.slice(0, 4)}$`), '')
}
