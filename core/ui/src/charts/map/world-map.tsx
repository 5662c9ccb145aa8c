import { ink } from '../../theme/ink.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { HeatKey } from '../heat/heat-key.tsx'
import { summarize } from '../summarize.ts'
import type { MapList } from './list-places.ts'
import { mapLayout } from './map-layout.ts'

/** Countries in their colours, and beside them the largest by name, and what no country stands for. */
export function WorldMap(props: PropsOfView<'map'>) {
  const { frame, width, height, locale, label } = props
  const { world, places, metric, scale, list, key } = mapLayout(props)
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      {places.map(
        ({ key: id, at, token }) =>
          at !== undefined && token !== null && <path key={id} d={at.path} fill={ink(token)} fillRule="evenodd" />,
      )}
      <path d={world.lines} fill="none" stroke={ink('faint')} strokeWidth={0.5} strokeLinejoin="round" />
      <HeatKey {...{ scale, frame, metric, locale, ...key }} note="" />
      <PlaceList list={list} />
    </ChartSvg>
  )
}

function PlaceList({ list: { rows, heads } }: { readonly list: MapList }) {
  return (
    <>
      {rows.map(({ place, x, y, width, name }) => (
        <g key={place.key}>
          <rect
            x={round(x + 0.5)}
            y={round(y + 4.5)}
            width={10}
            height={10}
            rx={2}
            fill={place.token === null ? 'none' : ink(place.token)}
            stroke={place.token === null ? ink('faint') : undefined}
          />
          <ChartText x={x + 16} y={y + 14} tone="text">
            {name}
          </ChartText>
          <ChartText x={x + width} y={y + 14} anchor="end" tone="text">
            {place.text}
          </ChartText>
        </g>
      ))}
      {heads.map(({ text, x, y }) => (
        <ChartText key={y} x={x} y={y}>
          {text}
        </ChartText>
      ))}
    </>
  )
}
