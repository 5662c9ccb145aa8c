import type { Compare, Filter, Range } from '../../wire/metric-query.ts'

/** How a panel is drawn, and with which figures. */
export interface PictureRequest {
  readonly format: 'svg' | 'png'
  /** Pixels, 240 to 2,000. */
  readonly width: number
  /** Pixels, 160 to 2,000. */
  readonly height: number
  /** `light` when left out. */
  readonly theme?: 'light' | 'dark'
  /** Pixels of a PNG for each of the picture, 1 to 3; 2 when left out, for screens are fine. */
  readonly scale?: number
  /** What a page has: the last 30 days in the zone of the tenant when left out. A panel with a range of its own keeps it. */
  readonly time?: { readonly range?: Range; readonly timeZone?: string }
  /** What figures are compared with; the previous period when left out. */
  readonly compare?: readonly Compare[]
  /** Narrows all figures, by full ids. */
  readonly filters?: Filter
  /** Ids of segments that figures are narrowed to. */
  readonly segments?: readonly string[]
  /** BCP 47 tag; en-US when left out. */
  readonly locale?: string
}

/** A panel as a file. */
export interface Picture {
  readonly type: 'image/svg+xml' | 'image/png'
  readonly content: Uint8Array
  /** Pixels of the picture; a PNG has `scale` times as many. */
  readonly width: number
  readonly height: number
  /** What it shows, in words: for who does not see it. */
  readonly alt: string
}

/** Draws panels for what leaves the page: mails, reports, alerts. */
export interface Render {
  /**
   * A panel, by its full id, with the figures that who asks may see: as `query` answers them. Refuses `scope_missing`, `panel_unknown`,
   * `plugin_disabled`, `picture_wrong`, `view_not_drawn`, `picture_timed_out`, `pictures_busy`, and what a query refuses.
   */
  readonly panel: (panel: string, request: PictureRequest) => Promise<Picture>
}
