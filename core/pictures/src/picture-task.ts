import type { PanelOptions } from '@tessera/plugin-api'
import type { Frame } from '@tessera/plugin-api/wire'

/** A panel to be drawn, with its figures. Plain data, for it goes to another thread. */
export interface PictureTask {
  /** Full id, for what is said when it cannot be drawn. */
  readonly panel: string
  readonly title: string
  readonly subtitle?: string | undefined
  /** A built-in view, or a plugin's by its full id. */
  readonly view: string
  /** File of the web door that draws a plugin's view. */
  readonly door?: string | undefined
  readonly options?: PanelOptions | undefined
  readonly frame: Frame
  readonly trend?: Frame | undefined
  readonly theme: 'light' | 'dark'
  readonly format: 'svg' | 'png'
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Pixels of a PNG for each of the picture. */
  readonly scale: number
  readonly locale?: string | undefined
}

/** What a drawn panel is. */
export interface DrawnPicture {
  readonly content: Uint8Array
  /** What it shows, in words. */
  readonly alt: string
}

/** What the thread that draws answers: a picture, or why there is none. */
export type PictureAnswer = DrawnPicture | { readonly reason: string }
