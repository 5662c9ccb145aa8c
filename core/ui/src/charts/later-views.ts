import type { BuiltInView } from '@tessera/plugin-api'
import type { ViewDrawing } from '@tessera/plugin-api/web'
import type { ComponentType } from 'react'
import { MapSkeleton } from './map/map-skeleton.tsx'

/** Views of the host that bring much with them: each is a part of the build of its own, loaded when the first panel needs it. */
export const laterViews = {
  map: { load: async () => (await import('./map/map-drawing.tsx')).mapDrawing, Skeleton: MapSkeleton },
} satisfies { readonly [V in BuiltInView]?: Later }

/** A view whose drawing is loaded later, and what stands in for it until then. */
interface Later {
  readonly load: () => Promise<ViewDrawing>
  readonly Skeleton: ComponentType
}

/** Name of a view that is loaded later. */
export type LaterView = keyof typeof laterViews
