import type { Hit } from '../../tooltip/hit.ts'
import { isRest } from '../../words/name-of.ts'
import { cellOf, readFrame } from '../../frame/read-frame.ts'
import type { PropsOfView } from '../chart-props.ts'
import { metricLines } from '../metric-lines.ts'
import { listRow } from './list-places.ts'
import { mapLayout, type MapPlace } from './map-layout.ts'

/** Countries narrower than this answer in a box, larger ones by their outline. */
const least = 14

/** One place for each country, saying every metric of its row; what is not on the map answers in the list. */
export function mapHits(props: PropsOfView<'map'>): readonly Hit[] {
  const { frame, locale } = props
  const { places, list, dimension } = mapLayout(props)
  const { metrics } = readFrame(frame)
  const listed = new Map(list.rows.map((row) => [row.place.key, row]))
  return places.flatMap((place): Hit[] => {
    const { row, name } = place
    const lines = metrics.flatMap((column) => metricLines(frame, column, { row, locale }))
    const value = cellOf(row, dimension)
    const picks = isRest(row, dimension) ? {} : { selection: { kind: 'value' as const, column: dimension.name, value } }
    const said = { title: name, lines, ...picks }
    if (place.at !== undefined) return [{ ...areaOf(place.at), ...said, dots: [] }]
    const found = listed.get(place.key)
    return found === undefined ? [] : [{ x: found.x, y: found.y, width: found.width, height: listRow, ...said }]
  })
}

function areaOf({ box, path, x, y }: NonNullable<MapPlace['at']>) {
  if (box.width >= least && box.height >= least) return { ...box, path }
  // why: islands on both sides of the date line have a box as wide as the world
  const side = (length: number) => Math.min(2 * least, Math.max(least, length))
  const [width, height] = [side(box.width), side(box.height)]
  return { x: x - width / 2, y: y - height / 2, width, height }
}
