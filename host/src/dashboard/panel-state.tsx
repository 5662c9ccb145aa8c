import type { ViewDrawing } from '@tessera/plugin-api/web'
import { emptyReason, ViewSkeleton, type CardState } from '@tessera/ui'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import { mayPass, type ShownProblem } from '../api/problem-of.ts'
import type { PanelData } from './use-panel-data.ts'

/** The state of a card that shows a problem, with a way to ask again where that may help. */
export function errorState(problem: ShownProblem, retry: () => void): CardState {
  const { code, detail } = problem
  return { kind: 'error', message: detail, code, ...(mayPass(problem) ? { onRetry: retry } : {}) }
}

const hint = 'Its rows do not know what they ask for. Take them off to see it; “Explain this number” says which.'

const sourceHint = 'Its place is kept, and fills once a plugin supplies it.'

/** Which of its states a card is in. */
export function panelState(
  panel: ResolvedPanel,
  data: PanelData,
  drawn: { readonly asTable: boolean; readonly drawing: ViewDrawing | undefined },
): CardState {
  const { frame, problem, narrowed, retry } = data
  // why: a figure that is not narrowed, beside others that are, would be taken for one of them
  if (problem?.code === 'no_safe_join_path' && narrowed)
    return { kind: 'missing', message: 'This panel cannot be narrowed to the segments chosen.', hint }
  // why: it is declared for the day when somebody supplies it; nothing went wrong
  if (problem?.code === 'needs_source')
    return { kind: 'missing', message: 'This figure needs a source that is not there yet.', hint: sourceHint }
  // why: it was turned off while the page was open
  if (problem?.code === 'plugin_disabled')
    return { kind: 'missing', message: 'A plugin that this figure needs is off.', hint: problem.detail }
  if (problem !== undefined) return errorState(problem, retry)
  if (frame === undefined)
    return {
      kind: 'loading',
      skeleton: drawn.asTable ? (
        <ViewSkeleton view="table" />
      ) : (
        <ViewSkeleton view={panel.view} drawing={drawn.drawing} />
      ),
    }
  // why: some views draw "–" with its reason themselves, or know best what empty means to them
  if (panel.shape.empty === 'drawn') return { kind: 'data' }
  const reason = emptyReason(frame)
  return reason === null ? { kind: 'data' } : { kind: 'empty', reason }
}
