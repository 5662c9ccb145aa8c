import type { ComponentType } from 'react'
import type { z } from 'zod'
import type { PanelOptions, ViewSpec } from '../view.ts'
import type { Frame } from '../wire/frame.ts'
import type { Hit, Selection } from './hit.ts'

/** What a chart is drawn from. It must be a pure function of these. */
export interface ViewProps<Options = unknown> {
  readonly frame: Frame
  /** As the view's schema reads them. */
  readonly options: Options
  readonly width: number
  readonly height: number
  /** BCP 47 tag; default en-US. */
  readonly locale?: string | undefined
  /** The course of the first metric over the range, where the view asks for it under `state.course`. */
  readonly trend?: Frame | undefined
  /** Tells what a reader picked; for charts without `hits`. */
  readonly onSelect?: ((selection: Selection) => void) | undefined
}

/** What the chart of a view gets. */
export type PropsOf<V extends Pick<ViewSpec, 'options'>> = ViewProps<z.output<V['options']>>

/** What every view is tried with. */
export const situations = ['empty', 'one', 'many', 'huge', 'null', 'estimate', 'error'] as const

/** Something to draw in a situation. */
export interface ViewCase {
  readonly title: string
  readonly subtitle?: string
  readonly frame: Frame
  readonly trend?: Frame
  readonly options?: PanelOptions
}

/** One case for each situation. */
export type ViewCases = { readonly [S in (typeof situations)[number]]: ViewCase }

/** How a view is drawn, with the view as data. */
export interface ViewDrawing<Props = ViewProps> {
  readonly spec: ViewSpec
  readonly Chart: ComponentType<Props>
  /** Places that answer mouse and keyboard; without them the chart does so itself. */
  readonly hits?: (props: Props) => readonly Hit[]
  /** `span`: a hit with a `bucket` is one of time under a crosshair, and can be picked always. */
  readonly picks?: 'value' | 'span'
  /** The same as one SVG, where `Chart` draws anything else: for mails and reports. It is drawn once, without a browser. */
  readonly Picture?: ComponentType<Props>
  /** Stands in while data is on the way, in the shape of the chart. */
  readonly Skeleton?: ComponentType
  /** Made-up answers for every situation, for tests and the gallery. */
  readonly cases?: () => Promise<ViewCases>
}

/** Says how a view is drawn. The default export of the module that the web door loads. */
export function drawView<V extends ViewSpec>(spec: V, parts: Omit<ViewDrawing<PropsOf<V>>, 'spec'>): ViewDrawing {
  // why: who holds drawings of many views reads the options by the schema beside the chart
  return Object.freeze({ spec, ...parts }) as unknown as ViewDrawing
}
