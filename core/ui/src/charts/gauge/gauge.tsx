import { arc } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import { hitText } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { changeWords } from '../metric-lines.ts'
import { fitText, textWidth } from '../../format/text-width.ts'
import { nameLine } from '../name-column.ts'
import { verdictTones, verdictWords } from '../targets/verdict-words.ts'
import { gaugeHits } from './gauge-hits.ts'
import { gaugeLayout, type DrawnGauge, type GaugeLayout } from './gauge-layout.ts'

/** Values on arcs, with ticks at their targets, and in words whether these are met. */
export function Gauge(props: PropsOfView<'gauge'>) {
  const { width, height, label } = props
  const layout = gaugeLayout(props)
  const said = gaugeHits(props).map(hitText).join('. ')
  return (
    <ChartSvg width={width} height={height} label={label ?? `Gauges. ${said}.`}>
      {layout.gauges.map((gauge) => (
        <One key={gauge.metric.name} gauge={gauge} layout={layout} />
      ))}
      {layout.note !== '' && (
        <ChartText x={0} y={height - 4}>
          {layout.note}
        </ChartText>
      )}
    </ChartSvg>
  )
}

function One({ gauge, layout }: { readonly gauge: DrawnGauge; readonly layout: GaugeLayout }) {
  const { radius, thickness, text, cell } = layout
  const { x, y, lines, valueText, targetText, verdict, change } = gauge
  const inner = radius - thickness
  const ring = (from: number, to: number) =>
    arc<null>({ innerRadius: inner, outerRadius: radius, startAngle: from, endAngle: to })(null) ?? ''
  const size = Math.max(13, Math.min(text, (text * (2 * inner - 8)) / Math.max(1, textWidth(valueText, text))))
  const words = verdict === 'unknown' ? (change === undefined ? '' : changeWords(change)) : verdictWords[verdict]
  const tone = verdict === 'unknown' ? toneOf(change?.verdict) : verdictTones[verdict]
  const room = cell.width - 8
  const beside = textWidth(`${targetText} ${words}`) + 6 <= room ? [targetText, words] : [words || targetText]
  return (
    <g>
      <g transform={`translate(${round(x)} ${round(y)})`}>
        <path d={ring(-Math.PI / 2, Math.PI / 2)} fill={ink('track')} />
        {gauge.arc !== null && gauge.arc.from !== gauge.arc.to && (
          <path
            d={ring(Math.min(gauge.arc.from, gauge.arc.to), Math.max(gauge.arc.from, gauge.arc.to))}
            fill={ink('accent')}
          />
        )}
      </g>
      {gauge.compared !== undefined && <Tick at={gauge} angle={gauge.compared} from={inner} to={radius} tone="faint" />}
      {gauge.target !== undefined && (
        <Tick at={gauge} angle={gauge.target} from={inner - 3} to={radius + 3} tone="text" />
      )}
      <ChartText x={x} y={y - 2} size={round(size)} weight={600} tone="text" anchor="middle">
        {valueText}
      </ChartText>
      <ChartText x={x - radius} y={y + 15}>
        {gauge.fromText}
      </ChartText>
      <ChartText x={x + radius} y={y + 15} anchor="end">
        {gauge.toText}
      </ChartText>
      {lines.map((line, index) => (
        <ChartText key={index} x={x} y={y + 30 + index * nameLine} size={13} tone="text" anchor="middle">
          {line}
        </ChartText>
      ))}
      <Foot
        x={x}
        y={y + (lines.length === 0 ? 34 : 32 + lines.length * nameLine)}
        texts={beside}
        words={words}
        tone={tone}
        room={room}
      />
    </g>
  )
}

/** The target, and beside it whether it is met. */
function Foot(props: {
  readonly x: number
  readonly y: number
  readonly texts: readonly string[]
  readonly words: string
  readonly tone: string
  readonly room: number
}) {
  const { x, y, words, tone, room } = props
  const texts = props.texts.filter((text) => text !== '')
  const whole = textWidth(texts.join(' ')) + (texts.length > 1 ? 6 : 0)
  let left = x - Math.min(whole, room) / 2
  return texts.map((text) => {
    const at = left
    left += textWidth(text) + 10
    return (
      <ChartText key={text} x={at} y={y} weight={text === words ? 500 : 400} tone={text === words ? tone : 'secondary'}>
        {fitText(text, room)}
      </ChartText>
    )
  })
}

function Tick(props: {
  readonly at: Pick<DrawnGauge, 'x' | 'y'>
  readonly angle: number
  readonly from: number
  readonly to: number
  readonly tone: string
}) {
  const { at, angle, from, to, tone } = props
  const [sin, cos] = [Math.sin(angle), -Math.cos(angle)]
  const end = (radius: number) => [round(at.x + radius * sin), round(at.y + radius * cos)] as const
  const [[x1, y1], [x2, y2]] = [end(from), end(to)]
  const line = { x1, y1, x2, y2 }
  return (
    <>
      <line {...line} stroke={ink('card')} strokeWidth={5} />
      <line {...line} stroke={ink(tone)} strokeWidth={2.5} />
    </>
  )
}

function toneOf(verdict: string | undefined): string {
  return verdict === 'good' || verdict === 'bad' ? verdict : 'secondary'
}
