import type { DashboardCard } from '../api/dashboard-document.ts'

/** Columns of the grid. */
const columns = 24

/** A card's place as CSS variables; what reaches over the right edge is pulled back. */
export function gridPlace({ x, y, w, h, panel }: DashboardCard): Record<`--${string}`, string> {
  const phone = panel?.shape.size.phone ?? {}
  const width = clamp(w, 1, columns)
  const left = clamp(x, 0, columns - width)
  const height = Math.max(1, h)
  return {
    '--column': `${left + 1} / span ${width}`,
    '--row': `${Math.max(0, y) + 1} / span ${height}`,
    '--rows': String(height),
    '--phone-rows': String(height + (phone.moreRows ?? 0)),
    // why: half of a row of small numbers fits side by side where four do not
    '--half': phone.half === true && width <= columns / 2 ? 'span 1' : 'span 2',
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
