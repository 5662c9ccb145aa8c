import { useNavigate } from 'react-router'
import type { CardMenuItem } from '@tessera/ui'
import type { Frame } from '@tessera/plugin-api/wire'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import { csvFileName, frameCsv } from '../export/frame-csv.ts'
import { saveFile } from '../export/save-file.ts'
import { useCarriedSearch, useViewState } from '../state/use-view-state.ts'

/** What a card's menu offers. */
export function usePanelMenu(props: {
  readonly panel: ResolvedPanel
  readonly frame: Frame | undefined
  readonly asTable: boolean
  readonly alone: boolean
}): readonly CardMenuItem[] {
  const { panel, frame, asTable, alone } = props
  const { state, update } = useViewState()
  const navigate = useNavigate()
  const search = useCarriedSearch()
  const { id, drill, query } = panel
  const others = state.tables.filter((table) => table !== id)
  const metric = query.metrics[0]
  return [
    { label: 'Explain this number', onSelect: () => update({ explain: id }) },
    ...(panel.view === 'table'
      ? []
      : [
          {
            label: asTable ? 'View as chart' : 'View as table',
            onSelect: () => update({ tables: asTable ? others : [...others, id] }),
          },
        ]),
    ...(drill === undefined ? [] : [{ label: drill.title, onSelect: () => update({ drill: { panel: id } }) }]),
    ...(metric === undefined
      ? []
      : [
          {
            label: 'Explore in catalogue',
            onSelect: () => void navigate({ pathname: `/catalogue/${metric}`, search }),
          },
        ]),
    {
      label: 'Download CSV',
      disabled: frame === undefined,
      onSelect: () => frame !== undefined && saveFile(csvFileName(panel.title, frame), frameCsv(frame)),
    },
    ...(alone ? [] : [{ label: 'Full screen', onSelect: () => update({ full: id }) }]),
  ]
}
