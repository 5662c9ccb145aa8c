import { builtInViews, viewShape, type BuiltInView, type PanelOptions, type PanelQuery } from '@tessera/plugin-api'
import { Card } from '../card/card.tsx'
import type { CardState } from '../card/card-state.ts'
import { PanelView } from '../charts/panel-view.tsx'
import { ViewSkeleton } from '../charts/view-skeleton.tsx'
import { rulePhrases } from '../words/rule-phrases.ts'
import { emptyReason } from '../words/empty-reason.ts'
import { useViewQuery } from './hooks.ts'
import type { Asked } from './page-host.ts'

/** The answer to a question about metrics as a card, drawn by a view that every host has, in the time scope of the page. */
export function Panel(props: {
  readonly title: string
  readonly subtitle?: string
  readonly view: BuiltInView
  /** Full ids, as for `useMetricQuery`. */
  readonly query: PanelQuery
  readonly options?: PanelOptions
  /** Of the card, in pixels. */
  readonly height: number
}) {
  const { title, subtitle, view, query, options, height } = props
  const asked = useViewQuery(query, viewShape(builtInViews[view]))
  const { frame } = asked
  return (
    <div style={{ height }}>
      <Card title={title} subtitle={subtitle} rules={frame && rulePhrases(frame)} state={stateOf(view, asked)}>
        {(size) => frame !== undefined && <PanelView {...{ view, frame, options, ...size }} />}
      </Card>
    </div>
  )
}

function stateOf(view: string, { frame, problem, retry }: Asked): CardState {
  if (problem !== undefined) return { kind: 'error', message: problem.detail, code: problem.code, onRetry: retry }
  if (frame === undefined) return { kind: 'loading', skeleton: <ViewSkeleton view={view} /> }
  const reason = emptyReason(frame)
  return reason === null ? { kind: 'data' } : { kind: 'empty', reason }
}
