import { LinePath } from '@visx/shape'
import { Axes, TargetLine, TargetSteps } from '../axes/axes.tsx'
import { Key } from '../axes/key.tsx'
import type { ChartProps, PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText } from '../chart-text.tsx'
import { summarize } from '../summarize.ts'
import type { ReactNode } from 'react'
import { lineLayout, type LineLayout } from './line-layout.ts'
import { linePath, lonePoints } from './line-path.ts'

/** Values over time: a light grid, a line for each series, running periods dashed, comparison faint, gaps open. */
export function LineChart(props: PropsOfView<'line'>) {
  return <LineDrawing {...props} layout={lineLayout(props)} />
}

/** Lines as they are placed, over what is drawn behind them. */
export function LineDrawing(props: ChartProps & { readonly layout: LineLayout; readonly children?: ReactNode }) {
  const { frame, width, height, locale, label, layout, children } = props
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <Axes plot={layout.plot} xTicks={layout.xTicks} yTicks={layout.yTicks} />
      {children}
      <TargetLine plot={layout.plot} at={layout.target} />
      <TargetSteps path={layout.targetSteps} />
      <Lines layout={layout} />
      {layout.labels.map(({ x, y, text, color }) => (
        <ChartText key={text} x={x} y={y} tone={color} weight={500}>
          {text}
        </ChartText>
      ))}
      <Key items={layout.key} />
      {layout.note !== '' && (
        <ChartText x={0} y={height - 4}>
          {layout.note}
        </ChartText>
      )}
    </ChartSvg>
  )
}

function Lines({ layout: { series, partial, thin } }: { readonly layout: LineLayout }) {
  return series.map(({ key, color, points, comparedPoints, stepped }) => {
    const { solid, dashed } = linePath(points, partial, stepped)
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
