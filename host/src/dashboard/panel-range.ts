import { formatSpan } from '@tessera/ui'
import type { Frame } from '@tessera/plugin-api/wire'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import type { PageTime } from '@tessera/registry/web'
import { rangeWords } from '../state/range-presets.ts'

/** The range a panel's figures stand for, behind its subtitle; without its year where that is the year of the page's "now". */
export function panelRange(panel: ResolvedPanel, time: PageTime, frame: Frame | undefined): string {
  if (frame === undefined) return rangeWords(panel.query.range ?? time.range)
  const { range, now } = frame.meta
  return formatSpan(range).replace(new RegExp(`, ${now.slice(0, 4)}$`), '')
}
