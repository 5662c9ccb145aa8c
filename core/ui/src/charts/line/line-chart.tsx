import { LinePath } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import type { ChartProps } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText } from '../chart-text.tsx'
import { summarize } from '../summarize.ts'
import { lineLayout, type LineLayout } from './line-layout.ts'
import { linePath, lonePoints } from './line-path.ts'

/** Values over time: a light grid, a line for each series, running periods dashed, comparison faint, gaps open. */
export function LineChart(props: ChartProps) {
  const { frame, width, height, locale, label } = props
  const layout = lineLayout(props)
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <Axes layout={layout} />
      <Target layout={layout} />
      <Lines layout={layout} />
      {layout.labels.map(({ x, y, text, color }) => (
        <ChartText key={text} x={x} y={y} tone={color} weight={500}>
          {text}
        </ChartText>
      ))}
      <Key layout={layout} />
      {layout.note !== '' && (
        <ChartText x={0} y={height - 4}>
          {layout.note}
        </ChartText>
      )}
    </ChartSvg>
  )
}

function Axes({ layout: { plot, xTicks, yTicks } }: { readonly layout: LineLayout }) {
  return (
    <>
      {yTicks.map(({ y, text }) => (
        <g key={text}>
          <line x1={plot.left} x2={plot.right} y1={y} y2={y} stroke={ink('grid')} />
          <ChartText x={plot.left - 8} y={y + 4} anchor="end">
            {text}
          </ChartText>
        </g>
      ))}
      {xTicks.map(({ x, text, anchor }) => (
        <ChartText key={x} x={x} y={plot.bottom + 18} anchor={anchor}>
          {text}
        </ChartText>
      ))}
    </>
  )
}

function Target({ layout: { plot, target } }: { readonly layout: LineLayout }) {
  if (target === undefined) return null
  return <line x1={plot.left} x2={plot.right} y1={target} y2={target} stroke={ink('secondary')} strokeDasharray="2 2" />
}

function Lines({ layout: { series, partial, thin } }: { readonly layout: LineLayout }) {
  return series.map(({ key, color, points, comparedPoints }) => {
    const { solid, dashed } = linePath(points, partial)
    return (
      <g key={key} fill="none" stroke={color} strokeWidth={thin ? 1 : 2} strokeLinejoin="round" strokeLinecap="round">
        {comparedPoints.length > 0 && (
          <LinePath
            data={[...comparedPoints]}
            x={(point) => point.x}
            y={(point) => point.y ?? 0}
            defined={(point) => point.y !== null}
            stroke={color}
            strokeWidth={1.5}
            strokeOpacity={0.45}
          />
        )}
        {lonePoints(comparedPoints).map(({ x, y }) => (
          <circle key={x} cx={x} cy={y} r={2} fill={color} fillOpacity={0.45} stroke="none" />
        ))}
        {solid !== '' && <path d={solid} />}
        {dashed !== '' && <path d={dashed} strokeDasharray="2 5" />}
        {lonePoints(points).map(({ x, y }) => (
          <circle key={x} cx={x} cy={y} r={2.5} fill={color} stroke="none" />
        ))}
      </g>
    )
  })
}

function Key({ layout: { key } }: { readonly layout: LineLayout }) {
  return key.map(({ title, color, faint, dashed, dotted, x = 0, row = 0 }) => (
    <g key={title}>
      <line
        x1={x + 1}
        x2={x + 15}
        y1={row * 18 + 8}
        y2={row * 18 + 8}
        stroke={color}
        strokeWidth={dotted === true ? 1 : 2}
        strokeLinecap={dotted === true ? 'butt' : 'round'}
        strokeOpacity={faint === true ? 0.45 : undefined}
        strokeDasharray={dashed === true ? '2 5' : dotted === true ? '2 2' : undefined}
      />
      <ChartText x={x + 22} y={row * 18 + 12}>
        {title}
      </ChartText>
    </g>
  ))
}
