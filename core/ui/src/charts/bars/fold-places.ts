import type { BarPlace, BarReading } from './read-bars.ts'

/** What is drawn of bars where there is room for so many places, and what to say of the others. */
export interface FoldedBars {
  readonly reading: BarReading
  readonly note: string
}

/** Keeps as many categories as there is room for, the largest; the others become one where values add up. Periods all stay. */
export function foldPlaces(reading: BarReading, most: number): FoldedBars {
  const { places, series, across, adds } = reading
  if (across === undefined || across.type === 'number' || places.length <= most) return { reading, note: '' }
  const sizeAt = (place: number) =>
    series.reduce(
      (sum, { values }) => sum + Math.abs(values[place] ?? 0),
      places[place]?.isRest === true ? -Infinity : 0,
    )
  const sorted = places.map((_, place) => place).toSorted((a, b) => sizeAt(b) - sizeAt(a))
  const kept = sorted.slice(0, Math.max(1, adds ? most - 1 : most)).toSorted((a, b) => a - b)
  const rest = places.map((_, place) => place).filter((place) => !kept.includes(place))
  const sum = (values: readonly (number | null)[]) => {
    const known = rest.flatMap((place) => values[place] ?? [])
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
  }
  const pick = <T>(values: readonly T[], folded: T) => [
    ...kept.flatMap((place) => values.slice(place, place + 1)),
    ...(adds ? [folded] : []),
  ]
  const title = rest.some((place) => places[place]?.isRest)
    ? (across.other?.title ?? 'Other')
    : `Other (${rest.length})`
  const other: BarPlace = {
    key: 'other',
    name: title.replace(/ \(\d+\)$/, ''),
    title,
    bucket: undefined,
    row: undefined,
    isRest: true,
  }
  return {
    reading: {
      ...reading,
      places: pick(places, other),
      series: series.map((one) => ({
        ...one,
        values: pick(one.values, sum(one.values)),
        compared: pick(one.compared, sum(one.compared)),
        rows: pick(one.rows, undefined),
      })),
    },
    note: adds ? '' : `${kept.length} of ${places.length} shown, the largest`,
  }
}
