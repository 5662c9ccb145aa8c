import { lazy, Suspense } from 'react'
import type { DashboardCard } from '../api/dashboard-document.ts'
import type { PageTime } from '@tessera/registry/web'
import { useViewState } from '../state/use-view-state.ts'

const ExplainDrawer = lazy(() =>
  import('../explain/explain-drawer.tsx').then((door) => ({ default: door.ExplainDrawer })),
)
const DrillDialog = lazy(() => import('./drill-dialog.tsx').then((door) => ({ default: door.DrillDialog })))
const FullScreenPanel = lazy(() =>
  import('./full-screen-panel.tsx').then((door) => ({ default: door.FullScreenPanel })),
)

/** What lies over a dashboard because the address says so: an explanation, a breakdown, a panel alone. */
export function DashboardOverlays({
  cards,
  time,
}: {
  readonly cards: readonly DashboardCard[]
  readonly time: PageTime
}) {
  const { state, update } = useViewState()
  const { explain, drill, full } = state
  const panelOf = (id: string | undefined | null) => cards.find((card) => card.panel?.id === id)?.panel ?? null
  const explained = panelOf(explain)
  const drilled = panelOf(drill?.panel)
  const alone = panelOf(full)
  return (
    <Suspense>
      {alone !== null && <FullScreenPanel panel={alone} time={time} onClose={() => update({ full: null })} />}
      {drilled !== null && drill !== null && (
        <DrillDialog panel={drilled} drill={drill} time={time} onClose={() => update({ drill: null })} />
      )}
      {explained !== null && (
        <ExplainDrawer
          panel={explained}
          time={time}
          onClose={() => update({ explain: null, cell: null, rows: false })}
        />
      )}
    </Suspense>
  )
}
