import type { ViewDrawing } from '@tessera/plugin-api/web'
import { drawnAtOnce, isLater } from './built-in-drawings.ts'
import { laterViews } from './later-views.ts'
import { SkeletonBars } from '../card/skeleton-bars.tsx'

/** Stands in for a view while its data is on the way, in the view's own shape; a plain block while that is not known. */
export function ViewSkeleton(props: {
  readonly view: string
  /** How a plugin's view is drawn, once it is loaded. */
  readonly drawing?: ViewDrawing | undefined
}) {
  const { view, drawing = drawnAtOnce(view) } = props
  const Skeleton = isLater(view) ? laterViews[view].Skeleton : drawing?.Skeleton
  return (
    <div className={`t-skeleton t-skeleton-${view.replace('.', '-')}`} aria-hidden="true">
      {Skeleton === undefined ? <SkeletonBars bars={[[0, 100, 80]]} /> : <Skeleton />}
    </div>
  )
}
