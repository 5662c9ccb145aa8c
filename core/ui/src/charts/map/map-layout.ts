import type { Cell } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { cellOf, numberOf, readFrame, type DimensionColumn, type MetricColumn } from '../../frame/read-frame.ts'
import { formatFigure } from '../../words/format-cell.ts'
import { isRest, nameOf } from '../../words/name-of.ts'
import type { PropsOfView } from '../chart-props.ts'
import { heatKeyHeight } from '../heat/heat-key.tsx'
import { heatScale, type HeatScale } from '../heat/heat-scale.ts'
import { countryCode } from './country-code.ts'
import { countryName } from '../../words/country-name.ts'
import { listPlaces, type MapList } from './list-places.ts'
import { projectWorld, type PlacedCountry, type PlacedWorld } from './project-world.ts'

/** A row of the answer, with its country where the map has it. */
export interface MapPlace {
  readonly key: string
  readonly name: string
  readonly row: readonly Cell[]
  readonly value: number | null
  readonly text: string
  /** Colour of the country, by the name of its token; null without a value. */
  readonly token: string | null
  /** Where it lies; undefined where the map has no such country, and for accounts without one. */
  readonly at: PlacedCountry | undefined
}

/** Everything about a map that depends on its size. */
export interface MapLayout {
  readonly metric: MetricColumn
  readonly dimension: DimensionColumn
  readonly world: PlacedWorld
  readonly places: readonly MapPlace[]
  readonly scale: HeatScale
  readonly list: MapList
  /** Where the key of colours stands. */
  readonly key: { readonly y: number; readonly width: number }
}

const beside = 520
const listWidth = 200
const gap = 20

/** Places a map, and beside it (below it, where it is narrow) a list that begins with what the map cannot show. */
export function mapLayout({ frame, width, height, locale }: PropsOfView<'map'>): MapLayout {
  const { dimensions, metrics } = readFrame(frame)
  const [dimension] = dimensions
  const [metric] = metrics
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'map' })
  if (dimension === undefined) throw viewError('view.needs_dimension', { view: 'map', least: 1 })
  const isWide = width >= beside
  const room = isWide ? width - listWidth - gap : width
  const tall = isWide ? height - heatKeyHeight - 4 : Math.min(height - heatKeyHeight - 4, Math.max(60, height * 0.55))
  const world = projectWorld(room, tall)
  const values = frame.rows.map((row) => numberOf(cellOf(row, metric)))
  const scale = heatScale(values.flatMap((value) => value ?? []))
  const taken = new Set<string>()
  const places = frame.rows
    .map((row, index) => ({ row, value: values[index] ?? null }))
    .toSorted((one, other) => (other.value ?? -Infinity) - (one.value ?? -Infinity) || 0)
    .map(({ row, value }, index): MapPlace => {
      const cell = cellOf(row, dimension)
      const code = cell === null || isRest(row, dimension) ? undefined : countryCode(String(cell))
      const given = nameOf(row, dimension, locale)
      // why: two codes of one country would cover each other
      const at = code === undefined || taken.has(code) ? undefined : world.countries.get(code)
      if (code !== undefined) taken.add(code)
      return {
        key: `${index}`,
        name: code === undefined || given !== String(cell) ? given : (countryName(code, locale) ?? given),
        row,
        value,
        text: formatFigure(value, metric, { meta: frame.meta, locale }),
        token: value === null ? null : scale.tokenOf(value),
        at,
      }
    })
  const keyBelow = world.height + 4
  const list = listPlaces(places, {
    x: isWide ? width - listWidth : 0,
    y: isWide ? 0 : keyBelow + heatKeyHeight + 8,
    width: isWide ? listWidth : width,
    bottom: height,
  })
  return { metric, dimension, world, places, scale, list, key: { y: keyBelow, width: room } }
}
