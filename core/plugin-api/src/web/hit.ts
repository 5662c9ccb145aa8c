import type { Cell } from '../wire/frame.ts'

/** One line of a tooltip. */
export interface TipLine {
  readonly name: string
  readonly value: string
  readonly color?: string
  /** A change or verdict, with its judgement. */
  readonly note?: string
  readonly verdict?: 'good' | 'bad' | 'neutral' | 'none'
}

/** What a reader picked in a chart: a category, or a span of time `[from, to)` by bucket labels. */
export type Selection =
  | { readonly kind: 'value'; readonly column: string; readonly value: Cell }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }

/** A place in a chart that answers the mouse and the keyboard, with what it says there. */
export interface Hit {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Its outline as a path of an SVG, in pixels of the chart, where it is no rectangle. */
  readonly path?: string
  readonly title: string
  readonly lines: readonly TipLine[]
  /** Marks to raise on a line chart. */
  readonly dots?: readonly { readonly x: number; readonly y: number; readonly color: string }[]
  /** Time bucket, shared by the crosshairs of all charts on a page. */
  readonly bucket?: string
  readonly selection?: Selection
}
