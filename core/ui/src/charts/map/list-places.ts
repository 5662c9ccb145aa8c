import { fitText, textWidth } from '../../format/text-width.ts'
import type { MapPlace } from './map-layout.ts'

/** A row of the list beside a map. */
export interface ListedPlace {
  readonly place: MapPlace
  readonly x: number
  readonly y: number
  readonly width: number
  /** Its name, cut to its room. */
  readonly name: string
}

/** The list beside a map: the largest, then what the map cannot show. */
export interface MapList {
  readonly rows: readonly ListedPlace[]
  readonly heads: readonly { readonly text: string; readonly x: number; readonly y: number }[]
}

/** Height of a row, in pixels. */
export const listRow = 20
const swatch = 16

/** Lists places from the largest down; what the map does not show has half the room, or what it needs. What has no room is counted. */
export function listPlaces(
  places: readonly MapPlace[],
  { x, y, width, bottom }: { readonly x: number; readonly y: number; readonly width: number; readonly bottom: number },
): MapList {
  const shown = places.filter(({ at }) => at !== undefined)
  const off = places.filter(({ at }) => at === undefined)
  const lines = Math.max(0, Math.floor((bottom - y) / listRow))
  const forOff = off.length === 0 ? 0 : Math.min(off.length + 1, Math.max(2, Math.ceil(lines / 2)))
  const forShown = Math.min(shown.length, Math.max(0, lines - forOff))
  const rows: ListedPlace[] = []
  const heads: { text: string; x: number; y: number }[] = []
  let line = 0
  const add = (place: MapPlace) => {
    const room = width - swatch - textWidth(place.text) - 10
    rows.push({ place, x, y: y + line * listRow, width, name: fitText(place.name, Math.max(24, room)) })
    line += 1
  }
  const head = (text: string) => {
    heads.push({ text: fitText(text, width), x, y: y + line * listRow + 14 })
    line += 1
  }
  const all = forShown === shown.length
  for (const place of shown.slice(0, all ? forShown : Math.max(0, forShown - 1))) add(place)
  if (!all && forShown > 0) head(`and ${shown.length - forShown + 1} more on the map`)
  if (off.length === 0 || lines === 0) return { rows, heads }
  const named = off.length + 1 <= forOff ? off.length : Math.max(0, forOff - 2)
  head(named < off.length ? `Not on the map, ${off.length} in all` : 'Not on the map')
  for (const place of off.slice(0, named)) add(place)
  return { rows, heads }
}
