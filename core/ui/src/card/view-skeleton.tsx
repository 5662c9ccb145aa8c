import type { View } from '@tessera/plugin-api'

/** Grey bars `[left %, width %, height px]` in the shape of each view. */
const shapes: { readonly [V in View]: readonly (readonly [left: number, width: number, height: number])[] } = {
  big_number: [
    [0, 42, 30],
    [0, 64, 12],
    [0, 50, 12],
  ],
  line: [],
  ranked_bar: [92, 64, 40, 22, 12].map((width) => [0, width, 18] as const),
  funnel: [100, 46, 36, 24].map((width) => [0, width, 30] as const),
  targets: [100, 100, 100, 100].map((width) => [0, width, 10] as const),
  table: [100, 100, 100, 100, 100, 100].map((width) => [0, width, 14] as const),
  custom: [[0, 100, 80]],
}

/** Stands in for a view while its data is on the way, in the view's own shape. */
export function ViewSkeleton({ view }: { readonly view: View }) {
  return (
    <div className={`t-skeleton t-skeleton-${view}`} aria-hidden="true">
      {view === 'line' && (
        <svg viewBox="0 0 100 40" preserveAspectRatio="none">
          {[4, 14, 24, 34].map((y) => (
            <line key={y} x1={0} x2={100} y1={y} y2={y} vectorEffect="non-scaling-stroke" />
          ))}
          <path d="M0,28C12,24 18,30 30,22S48,18 60,20S82,8 100,10" vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      {shapes[view].map(([left, width, height], index) => (
        <i key={index} style={{ marginLeft: `${left}%`, width: `${width}%`, height }} />
      ))}
    </div>
  )
}
