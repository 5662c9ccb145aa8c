import type { ViewDrawing } from '@tessera/plugin-api/web'
import { Suspense, use, type ReactNode } from 'react'
import { laterViews, type LaterView } from './later-views.ts'
import { ViewSkeleton } from './view-skeleton.tsx'

interface Props {
  readonly view: LaterView
  readonly children: (drawing: ViewDrawing) => ReactNode
}

const loads = new Map<LaterView, Promise<ViewDrawing>>()

function loadOnce(view: LaterView): Promise<ViewDrawing> {
  const load = loads.get(view) ?? laterViews[view].load()
  loads.set(view, load)
  return load
}

/** What is drawn by a view that is loaded later: its skeleton until it is here. */
export function LaterDrawing({ view, children }: Props) {
  return (
    <Suspense fallback={<ViewSkeleton view={view} />}>
      <Loaded view={view}>{children}</Loaded>
    </Suspense>
  )
}

function Loaded({ view, children }: Props) {
  return children(use(loadOnce(view)))
}
