import { ink } from '../../theme/ink.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { NameText } from '../name-text.tsx'
import { summarize } from '../summarize.ts'
import { timelineLayout } from './timeline-layout.ts'

/** A lane for each value, with a mark for each period in which something happened. */
export function Timeline(props: PropsOfView<'timeline'>) {
  const { frame, width, height, locale, label } = props
  const { lanes, left, right, bottom, ticks, note } = timelineLayout(props)
  return (
    <ChartSvg width={width} height={height} label={label ?? `${summarize(frame, locale)}${note}`}>
      {lanes.map(({ name, lines, y, color, marks }, index) => (
        <g key={index}>
          <title>{name}</title>
          <NameText x={0} y={y + 4} lines={lines} />
          <line x1={round(left)} x2={round(right)} y1={round(y)} y2={round(y)} stroke={ink('grid')} />
          {marks.map(({ x, radius }, at) => (
            <circle
              key={at}
              cx={round(x)}
              cy={round(y)}
              r={round(radius)}
              fill={color}
              stroke={ink('card')}
              strokeWidth={1.5}
            />
          ))}
        </g>
      ))}
      {ticks.map(({ x, text, anchor }) => (
        <ChartText key={x} x={x} y={bottom + 16} anchor={anchor}>
          {text}
        </ChartText>
      ))}
    </ChartSvg>
  )
}
