import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification'
import type { Feature, MultiLineString, MultiPolygon, Polygon } from 'geojson'
import atlas from 'world-atlas/countries-110m.json' with { type: 'json' }
import { countryCode } from './country-code.ts'

/** A country with its outline. */
export interface CountryShape {
  readonly code: string
  readonly shape: Feature<Polygon | MultiPolygon>
}

const world = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>

/** The southern continent has no customers, and would take a fifth of the room. */
const left = 'AQ'
const named: Readonly<Record<string, string>> = { Kosovo: 'XK' }
const codeOf = ({ id, properties }: GeometryObject<{ name: string }>) =>
  id === undefined ? named[properties && 'name' in properties ? properties.name : ''] : countryCode(String(id))

const drawn = world.objects.countries.geometries.filter((geometry) => codeOf(geometry) !== left)

/** Countries that have a shape, by code. Small states have none at this scale. */
export const countryShapes: ReadonlyMap<string, CountryShape> = new Map(
  drawn.flatMap((geometry) => {
    const code = codeOf(geometry)
    if (code === undefined) return []
    return [[code, { code, shape: feature(world, geometry) as Feature<Polygon | MultiPolygon> }]]
  }),
)

/** Coasts and borders, each once. */
export const outlines: MultiLineString = mesh(world, { ...world.objects.countries, geometries: drawn })
