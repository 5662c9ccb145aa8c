import { emptyReason, type CardState } from '@tessera/ui'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import type { PanelData } from './use-panel-data.ts'

/** Which of its states a card is in. */
export function panelState(panel: ResolvedPanel, data: PanelData, asTable: boolean): CardState {
  const { frame, problem, retry } = data
  if (problem !== undefined) return { kind: 'error', message: problem.detail, code: problem.code, onRetry: retry }
  if (frame === undefined) return { kind: 'loading', view: asTable ? 'table' : panel.view }
  // why: a big number draws "–" with its reason itself, and custom views know best what empty means to them
  if (panel.view === 'big_number' || panel.view === 'custom') return { kind: 'data' }
  const reason = emptyReason(frame)
  return reason === null ? { kind: 'data' } : { kind: 'empty', reason }
}
