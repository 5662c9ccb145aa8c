import { Bar } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { NameText } from '../name-text.tsx'
import { hitText } from '../../tooltip/hit.ts'
import { funnelHits } from './funnel-hits.ts'
import { funnelLayout, type DrawnStep, type FunnelLayout } from './funnel-layout.ts'

/** Steps from first to last: a bar with its count for each, and between them how many continue. */
export function Funnel(props: PropsOfView<'funnel'>) {
  const { width, height, label } = props
  const layout = funnelLayout(props)
  const last = layout.steps.at(-1)
  return (
    <ChartSvg width={width} height={height} label={label ?? `Funnel. ${funnelHits(props).map(hitText).join('. ')}.`}>
      {layout.steps.map((step, index) => (
        <Step key={step.metric.name} step={step} first={index === 0} layout={layout} />
      ))}
      {layout.overall !== '' && (
        <ChartText x={layout.barLeft} y={(last?.y ?? 0) + layout.stepHeight + 19}>
          {layout.overall}
        </ChartText>
      )}
    </ChartSvg>
  )
}

function Step(props: { readonly step: DrawnStep; readonly first: boolean; readonly layout: FunnelLayout }) {
  const { step, first, layout } = props
  const { stacked, stepHeight, gapHeight, barLeft, countRight } = layout
  const textY = stacked ? step.y + 13 : step.y + stepHeight / 2 + 4.5
  return (
    <g>
      {!first && step.goesOn !== '' && (
        <>
          <path
            d={arrow(barLeft + 5, step.y - gapHeight / 2)}
            fill="none"
            stroke={ink('faint')}
            strokeWidth={1.5}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
          <ChartText x={barLeft + 16} y={step.y - gapHeight / 2 + 4}>
            {step.goesOn}
          </ChartText>
        </>
      )}
      <NameText x={0} y={textY} lines={step.lines} size={13} />
      <Bar
        x={round(barLeft)}
        y={round(stacked ? step.y + 19 : step.y)}
        width={round(step.length)}
        height={round(stacked ? stepHeight - 19 : stepHeight)}
        rx={3}
        fill={ink('accent')}
      />
      <ChartText x={countRight} y={textY} size={13} weight={600} tone="text" anchor="end">
        {step.countText}
      </ChartText>
    </g>
  )
}

function arrow(x: number, y: number): string {
  return `M${round(x)},${round(y - 5)}v9m-3.5,-3.5l3.5,3.5l3.5,-3.5`
}
