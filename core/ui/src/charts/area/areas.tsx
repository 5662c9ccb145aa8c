import { Bar, LinePath } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import { Axes } from '../axes/axes.tsx'
import { Key } from '../axes/key.tsx'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText } from '../chart-text.tsx'
import { LineChart } from '../line/line-chart.tsx'
import { linePath } from '../line/line-path.ts'
import { summarize } from '../summarize.ts'
import { areaLayout, type AreaLayout } from './area-layout.ts'
import { areaPath } from './area-path.ts'
import { mayStack, readAreas } from './read-areas.ts'

/** Parts of a whole over time, standing on each other; lines where the values do not add up. */
export function Areas(props: PropsOfView<'area'>) {
  const { frame, width, height, locale, label } = props
  if (!mayStack(readAreas(frame, locale))) return <LineChart {...props} options={undefined} />
  const layout = areaLayout(props)
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <Axes plot={layout.plot} xTicks={layout.xTicks} yTicks={layout.yTicks} />
      {layout.areas.map((one) => (
        <Area key={one.key} one={one} layout={layout} />
      ))}
      <LinePath
        data={[...layout.compared]}
        x={(point) => point.x}
        y={(point) => point.y ?? 0}
        defined={(point) => point.y !== null}
        stroke={ink('text')}
        strokeWidth={1.5}
        strokeDasharray="2 2"
      />
      {layout.labels.map(({ x, y, text, color }) => (
        <ChartText key={text} x={x} y={y} tone={color} weight={500}>
          {text}
        </ChartText>
      ))}
      <Key items={layout.key} />
    </ChartSvg>
  )
}

function Area({ one, layout }: { readonly one: AreaLayout['areas'][number]; readonly layout: AreaLayout }) {
  const { whole, partial, alone } = areaPath(one.points, layout.partial)
  const lone = layout.areas.length === 1
  const edge = linePath(
    one.points.map(({ x, ends }) => ({ x, y: ends?.high ?? null })),
    layout.partial,
  )
  const wide = one.points.length === 1 ? 40 : 4
  return (
    <g fill={one.color} stroke={lone ? undefined : ink('card')} strokeLinejoin="round">
      {whole !== '' && <path d={whole} fillOpacity={lone ? 0.25 : undefined} />}
      {partial !== '' && <path d={partial} fillOpacity={lone ? 0.1 : 0.4} />}
      {lone && (
        <g fill="none" stroke={one.color} strokeWidth={2} strokeLinecap="round">
          {edge.solid !== '' && <path d={edge.solid} />}
          {edge.dashed !== '' && <path d={edge.dashed} strokeDasharray="2 5" />}
        </g>
      )}
      {alone.map(({ x, ends }) => (
        <Bar
          key={x}
          x={x - wide / 2}
          y={ends?.high ?? 0}
          width={wide}
          height={Math.max(1, (ends?.low ?? 0) - (ends?.high ?? 0))}
        />
      ))}
    </g>
  )
}
