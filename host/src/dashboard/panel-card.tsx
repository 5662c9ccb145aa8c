import { Card, rulePhrases } from '@tessera/ui'
import type { DashboardCard } from '../api/dashboard-document.ts'
import type { Range } from '@tessera/plugin-api/wire'
import { rangeWords } from '../state/range-presets.ts'
import type { PageTime } from '@tessera/registry/web'
import { useDrawing } from '../plugins/use-drawing.ts'
import { MissingPanel } from './missing-panel.tsx'
import { panelState } from './panel-state.tsx'
import { panelRange } from './panel-range.ts'
import { PanelBody } from './panel-body.tsx'
import { usePanelData } from './use-panel-data.ts'
import { usePanelMenu } from './use-panel-menu.ts'
import { useViewState } from '../state/use-view-state.ts'
import type { ResolvedPanel } from '../api/dashboard-document.ts'

/** A card with its panel, or with the reason why it has none. */
export function PanelCard({ card, time }: { readonly card: DashboardCard; readonly time: PageTime }) {
  if (card.panel === null) return <MissingPanel card={card} />
  return <LivePanel panel={card.panel} time={time} />
}

/** A panel that asks for its own figures. */
export function LivePanel(props: {
  readonly panel: ResolvedPanel
  readonly time: PageTime
  /** Shown alone, larger than on its dashboard. */
  readonly alone?: boolean
}) {
  const { panel, time, alone = false } = props
  const { state } = useViewState()
  const data = usePanelData(panel, time)
  const drawn = useDrawing(panel.view)
  const asTable = state.tables.includes(panel.id)
  const menu = usePanelMenu({ panel, frame: data.frame, asTable, alone })
  return (
    <Card
      title={panel.title}
      subtitle={panel.subtitle}
      range={panelRange(panel, time, data.frame)}
      rules={data.frame && [...(panel.without ?? []), ...rulePhrases(data.frame)]}
      menu={menu}
      state={panelState(panel, data, { asTable, drawing: drawn.drawing })}
      aside={panel.query.range !== undefined && <PinnedRange range={panel.query.range} />}
    >
      {(size) =>
        data.frame !== undefined && (
          <div className="panel-figures" aria-busy={data.outdated}>
            <PanelBody {...{ panel, drawn, size, asTable }} frame={data.frame} trend={data.trend} />
          </div>
        )
      }
    </Card>
  )
}

function PinnedRange({ range }: { readonly range: Range }) {
  return (
    <span
      className="pinned"
      title={`This panel keeps its own range, whatever the dashboard's is: ${rangeWords(range).toLowerCase()}`}
    >
      own range
    </span>
  )
}
