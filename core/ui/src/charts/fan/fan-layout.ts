import { slotColor } from '../../theme/color-for.ts'
import type { PropsOfView } from '../chart-props.ts'
import { lineLayout, type LineLayout } from '../line/line-layout.ts'
import { fanBands, type Band } from './fan-bands.ts'

/** A band with its outline. */
export interface DrawnBand extends Band {
  /** Path of an SVG; a piece for each stretch without a gap. */
  readonly path: string
  readonly color: string
  readonly opacity: number
}

/** Everything about a fan that depends on its size. */
export interface FanLayout {
  readonly layout: LineLayout
  readonly bands: readonly DrawnBand[]
}

const opacities = { outer: 0.18, inner: 0.26 } as const
/** Half the width of a band at a value between two gaps. */
const lone = 2

/** Places the lines of a fan, and its bands behind them. */
export function fanLayout(props: PropsOfView<'fan'>): FanLayout {
  const { bands, lines } = fanBands(props)
  const color = slotColor(0)
  const layout = lineLayout(
    { ...props, options: undefined, frame: lines },
    {
      values: bands.flatMap(({ intervals }) =>
        intervals.flatMap((one) => (one === undefined ? [] : [one.low, one.high])),
      ),
      key: bands.map(({ title }) => ({ title, color, faint: true, shape: 'box' })),
    },
  )
  const xs = layout.series[0]?.points.map(({ x }) => x) ?? []
  return {
    layout,
    bands: bands.map((band) => ({
      ...band,
      color,
      opacity: opacities[band.kind],
      path: bandPath(band, xs, layout.yOf),
    })),
  }
}

function bandPath({ intervals }: Band, xs: readonly number[], yOf: (value: number) => number): string {
  const places = intervals.map((one, index) =>
    one === undefined ? undefined : { x: xs[index] ?? 0, low: yOf(one.low), high: yOf(one.high) },
  )
  const stretches: NonNullable<(typeof places)[number]>[][] = []
  places.forEach((place, index) => {
    if (place === undefined) return
    const last = stretches.at(-1)
    if (last !== undefined && places[index - 1] !== undefined) last.push(place)
    else stretches.push([place])
  })
  return stretches
    .map((stretch) => {
      const [first] = stretch
      const wide =
        first !== undefined && stretch.length === 1
          ? [
              { ...first, x: first.x - lone },
              { ...first, x: first.x + lone },
            ]
          : stretch
      const there = wide.map(({ x, high }) => `${x},${high}`)
      const back = wide.toReversed().map(({ x, low }) => `${x},${low}`)
      return `M${[...there, ...back].join('L')}Z`
    })
    .join('')
}
