import type { Frame } from '@tessera/plugin-api/wire'
import type { ViewOptions } from '@tessera/plugin-api'
import type { BuiltInView } from '../charts/panel-view.tsx'

/** What every view is tried with. */
export const situations = ['empty', 'one', 'many', 'huge', 'null', 'estimate', 'error'] as const

/** A view drawn from a frame in a situation. */
export interface GalleryCase {
  readonly view: BuiltInView
  readonly situation: (typeof situations)[number]
  readonly title: string
  readonly subtitle?: string
  readonly frame: Frame
  readonly trend?: Frame
  readonly options?: ViewOptions
}

/** One case for each situation of a view. */
export type Situations = {
  readonly [S in (typeof situations)[number]]: Omit<GalleryCase, 'view' | 'situation'>
}
