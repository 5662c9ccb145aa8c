import { scaleLinear } from '@visx/scale'
import { formatFigure, formatShare } from '../../words/format-cell.ts'
import { missing } from '../../format/format-context.ts'
import type { PropsOfView } from '../chart-props.ts'
import { fitText, textWidth } from '../../format/text-width.ts'
import { nameColumn } from '../name-column.ts'
import { funnelSteps, type FunnelStep } from './funnel-steps.ts'

/** A step with its texts and places. */
export interface DrawnStep extends FunnelStep {
  /** Its name, on two lines where one is too narrow. */
  readonly lines: readonly string[]
  readonly countText: string
  /** Said between the step before and this one; nothing where there is no room for it. */
  readonly goesOn: string
  readonly y: number
  readonly length: number
}

/** Everything about a funnel that depends on its size. */
export interface FunnelLayout {
  readonly steps: readonly DrawnStep[]
  readonly stepHeight: number
  readonly gapHeight: number
  readonly barLeft: number
  readonly countRight: number
  /** Names stand above their bar where the chart is narrow. */
  readonly stacked: boolean
  /** Share of the first step that reaches the last, in words. */
  readonly overall: string
}

/** Least height between two steps that are told apart by words, and of the words below the last. */
const leastGap = 17
const overallHeight = 24

/** Places a funnel. */
export function funnelLayout({ frame, options, width, height, locale }: PropsOfView<'funnel'>): FunnelLayout {
  const steps = funnelSteps(frame, options?.steps)
  const stacked = width < 440
  const last = steps.at(-1)
  const metrics = steps.map(({ metric }) => metric)
  const write = (share: number | null) => formatShare(share, metrics, locale)
  const leastStep = stacked ? 30 : 18
  const isTight = steps.length * leastStep + (steps.length - 1) * leastGap + overallHeight > height
  const overall =
    steps.length < 2 || last === undefined || isTight ? '' : `${write(last.fromFirst)} from first to last step`
  const below = overall === '' ? 0 : overallHeight
  const parts = (height - below) / Math.max(1, steps.length * (stacked ? 1.1 : 1.25) + steps.length - 1)
  const gapHeight = isTight ? 5 : Math.min(stacked ? 34 : 30, Math.max(leastGap, parts))
  const stepHeight = Math.min(
    stacked ? 35 : 34,
    Math.max(leastStep, (height - below - gapHeight * (steps.length - 1)) / Math.max(1, steps.length)),
  )
  const counts = steps.map((step) => formatFigure(step.count, step.metric, { meta: frame.meta, locale }))
  const countWidth = Math.max(0, ...counts.map((text) => textWidth(text, 13)))
  const names = nameColumn(
    steps.map(({ title }) => title),
    { width, share: 0.32, rowHeight: stepHeight, size: 13 },
  )
  const linesOf = (name: string) => (stacked ? [fitText(name, width - countWidth - 12, 13)] : names.linesOf(name))
  const barLeft = stacked ? 0 : names.width + 16
  const barRight = stacked ? width : width - countWidth - 12
  const most = Math.max(1, ...steps.map((step) => step.count ?? 0))
  const scale = scaleLinear({ domain: [0, most], range: [0, Math.max(1, barRight - barLeft)] })
  return {
    steps: steps.map((step, index) => ({
      ...step,
      lines: linesOf(step.title),
      countText: counts[index] ?? missing,
      goesOn: index === 0 || isTight ? '' : goesOn(step, { room: width - barLeft - 16, write }),
      y: index * (stepHeight + gapHeight),
      length: step.count === null || step.count <= 0 ? 0 : Math.max(1, scale(step.count)),
    })),
    stepHeight,
    gapHeight,
    barLeft,
    countRight: width,
    stacked,
    overall,
  }
}

/** How many go on and, where there is room, how many do not. */
function goesOn(
  { fromBefore, dropOff }: FunnelStep,
  { room, write }: { readonly room: number; readonly write: (share: number) => string },
): string {
  if (fromBefore === null) return missing
  const stay = `${write(fromBefore)} continue`
  // why: beside "<0.1 % continue", "100.0 % drop off" would contradict
  const both = dropOff === null || (fromBefore > 0 && dropOff > 0.9995) ? stay : `${stay}, ${write(dropOff)} drop off`
  return textWidth(both) <= room ? both : stay
}
