import { formatShare } from '../../words/format-cell.ts'
import { formatChange } from '../../format/format-change.ts'
import { readFrame } from '../../frame/read-frame.ts'
import { comparisonWords } from '../../words/comparison-words.ts'
import type { PropsOfView } from '../chart-props.ts'
import type { Hit, TipLine } from '../../tooltip/hit.ts'
import { capitalize, changeWords, metricLines } from '../metric-lines.ts'
import { funnelLayout, type DrawnStep } from './funnel-layout.ts'

/** One place for each step of a funnel: count, step conversion, drop-off, conversion from the first step, comparison. */
export function funnelHits(props: PropsOfView<'funnel'>): readonly Hit[] {
  const { frame, width, locale } = props
  const { steps, stepHeight } = funnelLayout(props)
  return steps.map((step, index) => ({
    x: 0,
    y: step.y,
    width,
    height: stepHeight,
    title: step.title,
    lines: [
      ...metricLines(frame, step.metric, { row: frame.rows[0], locale, name: index === 0 ? 'Started' : 'Reached' }),
      ...(index === 0 ? [] : shares(step, props)),
    ],
  }))
}

function shares(step: DrawnStep, { frame, locale }: PropsOfView<'funnel'>): TipLine[] {
  const { metrics } = readFrame(frame)
  const write = (share: number | null) => formatShare(share, metrics, locale)
  const lines: TipLine[] = [
    { name: 'Continued from the step before', value: write(step.fromBefore) },
    { name: 'Dropped off', value: write(step.dropOff) },
    { name: 'Of the first step', value: write(step.fromFirst) },
  ]
  const column = step.metric.comparisons[0]
  if (step.before === undefined || column === undefined) return lines
  const change = formatChange(step.fromBefore, step.before.fromBefore, { unit: 'ratio', direction: 'up', locale })
  if (change.verdict === 'none') return lines
  const name = `${capitalize(comparisonWords(frame, column, locale))}, continued`
  return [...lines, { name, value: write(step.before.fromBefore), note: changeWords(change), verdict: change.verdict }]
}
