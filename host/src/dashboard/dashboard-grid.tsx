import { VisuallyHidden } from '@mantine/core'
import type { CSSProperties } from 'react'
import type { DashboardCard } from '../api/dashboard-document.ts'
import type { PageTime } from '@tessera/registry/web'
import { gridPlace } from './grid-place.ts'
import { PanelCard } from './panel-card.tsx'
import { readingOrder } from './reading-order.ts'

/** The cards on a grid of 24 columns; on a phone one below the other in reading order. */
export function DashboardGrid({ cards, time }: { readonly cards: readonly DashboardCard[]; readonly time: PageTime }) {
  return (
    <section aria-labelledby="panels" className="grid-box">
      <VisuallyHidden component="h2" id="panels">
        Panels
      </VisuallyHidden>
      <div className="grid">
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
