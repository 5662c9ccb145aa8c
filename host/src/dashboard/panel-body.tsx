import { DataTable, PanelView, type Selection, type Size } from '@tessera/ui'
import type { Frame } from '@tessera/plugin-api/wire'
import type { ComponentProps } from 'react'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import { CustomPanel } from '../plugins/custom-panel.tsx'
import { useViewState } from '../state/use-view-state.ts'

/** A panel's figures, drawn by its view or as a table. */
export function PanelBody(props: {
  readonly panel: ResolvedPanel
  readonly frame: Frame
  readonly trend: Frame | undefined
  readonly size: Size
  readonly asTable: boolean
}) {
  const { panel, frame, trend, size, asTable } = props
  const { update } = useViewState()
  const select = (selection: Selection) => {
    if (selection.kind === 'range') update({ range: { from: selection.from, to: selection.to } })
    else update({ drill: { panel: panel.id, value: selection.value } })
  }
  // why: without a way to break a value down further, a click would only show that value again
  const onSelect = panel.view === 'line' || panel.drill !== undefined ? select : undefined
  const shared = { frame, options: panel.options, ...size }
  if (asTable) return <AsTable {...shared} />
  if (panel.view === 'custom') return <CustomPanel panel={panel} frame={frame} size={size} />
  return <PanelView view={panel.view} trend={trend} onSelect={onSelect} {...shared} />
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
