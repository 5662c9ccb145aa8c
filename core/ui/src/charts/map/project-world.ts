import { geoNaturalEarth1, geoPath, type GeoPermissibleObjects } from 'd3-geo'
import { thinPath } from './thin-path.ts'
import { countryShapes, outlines } from './world-shapes.ts'

/** A country where it lies on a map of a size. */
export interface PlacedCountry {
  /** Its outline, as a path of an SVG. */
  readonly path: string
  /** Its middle, for what is said of it. */
  readonly x: number
  readonly y: number
  /** The box around it. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

/** A map of the world at a size. */
export interface PlacedWorld {
  /** Coasts and borders. */
  readonly lines: string
  readonly width: number
  readonly height: number
  readonly countries: ReadonlyMap<string, PlacedCountry>
}

const sizes = new Map<string, PlacedWorld>()
const kept = 8

/** The world as large as a box allows; the last sizes are kept, for a map is placed for its drawing and for its hits. */
export function projectWorld(width: number, height: number): PlacedWorld {
  const key = `${Math.round(width)} ${Math.round(height)}`
  const known = sizes.get(key)
  if (known !== undefined) return known
  const world = place(Math.max(40, Math.round(width)), Math.max(20, Math.round(height)))
  const [oldest] = sizes.keys()
  if (sizes.size >= kept && oldest !== undefined) sizes.delete(oldest)
  sizes.set(key, world)
  return world
}

function place(width: number, height: number): PlacedWorld {
  const projection = geoNaturalEarth1().precision(0).fitSize([width, height], outlines)
  // why: what fits is set to the left upper corner, so that nothing is empty before the map
  const loose = geoPath(projection).bounds(outlines)
  const [x, y] = projection.translate()
  projection.translate([x - loose[0][0], y - loose[0][1]])
  const draw = geoPath(projection)
  const pathOf = (shape: GeoPermissibleObjects) => {
    const path = thinPath()
    geoPath(projection, path)(shape)
    return path.text()
  }
  const [, [right, bottom]] = draw.bounds(outlines)
  const countries = [...countryShapes].map(([code, { shape }]): [string, PlacedCountry] => {
    const [[left, top], [end, foot]] = draw.bounds(shape)
    const [middle, centre] = draw.centroid(shape)
    const box = { x: left, y: top, width: end - left, height: foot - top }
    return [code, { path: pathOf(shape), x: middle, y: centre, box }]
  })
  return { lines: pathOf(outlines), width: right, height: bottom, countries: new Map(countries) }
}
