import { VisuallyHidden } from '@mantine/core'
import { useRef, type CSSProperties } from 'react'
import type { DashboardCard } from '../api/dashboard-document.ts'
import type { PageTime } from '@tessera/registry/web'
import { gridPlace } from './grid-place.ts'
import { PanelCard } from './panel-card.tsx'
import { readingOrder } from './reading-order.ts'
import { useLevelHeads } from './use-level-heads.ts'

/** The cards on a grid of 24 columns; on a phone one below the other in reading order. */
export function DashboardGrid({ cards, time }: { readonly cards: readonly DashboardCard[]; readonly time: PageTime }) {
  const grid = useRef<HTMLDivElement>(null)
  useLevelHeads(grid, cards)
  return (
    <section aria-labelledby="panels" className="grid-box">
      <VisuallyHidden component="h2" id="panels">
        Panels
      </VisuallyHidden>
      <div ref={grid} className="grid">
        {readingOrder(cards).map((card) => (
          <div
            key={`${card.panelId} ${card.x} ${card.y}`}
            className="grid-cell"
            style={gridPlace(card) as CSSProperties}
          >
            <PanelCard card={card} time={time} />
          </div>
        ))}
      </div>
    </section>
  )
}
