import { CardMessage, DataTable, PanelBoundary, PanelView, ViewSkeleton, type Selection, type Size } from '@tessera/ui'
import type { Frame } from '@tessera/plugin-api/wire'
import type { ComponentProps } from 'react'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import type { Drawn } from '../plugins/use-drawing.ts'
import { useViewState } from '../state/use-view-state.ts'

/** A panel's figures, drawn by its view or as a table. */
export function PanelBody(props: {
  readonly panel: ResolvedPanel
  readonly drawn: Drawn
  readonly frame: Frame
  readonly trend: Frame | undefined
  readonly size: Size
  readonly asTable: boolean
}) {
  const { panel, drawn, frame, trend, size, asTable } = props
  const { update } = useViewState()
  const select = (selection: Selection) => {
    if (selection.kind === 'range') update({ range: { from: selection.from, to: selection.to } })
    else update({ drill: { panel: panel.id, value: selection.value } })
  }
  if (asTable) return <AsTable frame={frame} {...size} />
  const { drawing, problem, retry } = drawn
  if (problem !== undefined) {
    const action = { label: 'Try again', onClick: retry }
    return <CardMessage tone="error" title={problem.detail} code={problem.code} action={action} />
  }
  if (drawing === undefined) return <ViewSkeleton view={panel.view} />
  // why: without a way to break a value down further, a click would only show that value again
  const onSelect = drawing.picks === 'span' || panel.drill !== undefined ? select : undefined
  const { view, options } = panel
  return (
    <PanelBoundary resetOn={frame}>
      <PanelView {...{ view, drawing, frame, trend, options, onSelect, ...size }} />
    </PanelBoundary>
  )
}

const noteHeight = 24

/** The figures of a view as a table, which says where the view asked for a part of them. */
function AsTable(props: ComponentProps<typeof DataTable>) {
  const { frame, height } = props
  const { top } = frame.meta
  const more = top !== undefined && top.more && !top.other
  return (
    <>
      <DataTable {...props} height={more ? height - noteHeight : height} />
      {more && <p className="t-note">{`The ${top.kept} largest; there are others.`}</p>}
    </>
  )
}
