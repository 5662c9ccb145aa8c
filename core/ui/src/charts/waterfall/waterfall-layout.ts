import { scaleLinear } from '@visx/scale'
import { formatFigure } from '../../words/format-cell.ts'
import { ink } from '../../theme/ink.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import { fitText, textWidth } from '../../format/text-width.ts'
import { nameColumn } from '../name-column.ts'
import { readMovements, type Movement } from './read-movements.ts'

/** A step with its places. */
export interface DrawnMovement extends Movement {
  /** Its name, on two lines where one is too narrow. */
  readonly lines: readonly string[]
  readonly valueText: string
  readonly x: number
  readonly width: number
  readonly y: number
  /** Where the next step begins. */
  readonly end: number
  readonly color: string
}

/** Everything about movements that depends on their size. */
export interface WaterfallLayout {
  readonly steps: readonly DrawnMovement[]
  readonly rowHeight: number
  /** Names stand above their bar where the chart is narrow. */
  readonly stacked: boolean
  readonly zero: number
  readonly note: string
}

/** Places movements below each other, so that their names can be read however narrow the chart is. */
export function waterfallLayout({ frame, options, width, height, locale }: PropsOfView<'waterfall'>): WaterfallLayout {
  const all = readMovements(frame, options, locale)
  const stacked = width < 340
  const least = stacked ? 30 : 22
  const fits = Math.max(2, Math.floor(height / least))
  const isCut = all.length > fits
  const room = height - (isCut ? 18 : 0)
  // why: where it ends matters more than the last movements
  const kept = isCut ? [...all.slice(0, Math.max(1, Math.floor(room / least) - 1)), ...all.slice(-1)] : all
  const rowHeight = Math.min(stacked ? 42 : 36, room / Math.max(1, kept.length))
  const texts = kept.map(({ value, kind, metric }) => {
    const written = formatFigure(value, metric, { meta: frame.meta, locale })
    return kind === 'movement' && value !== null && value > 0 && metric.error === undefined ? `+${written}` : written
  })
  const valueWidth = Math.max(0, ...texts.map((text) => textWidth(text, 13)))
  const names = nameColumn(
    kept.map(({ title }) => title),
    { width, share: 0.34, rowHeight, size: 13 },
  )
  const linesOf = (name: string) => (stacked ? [fitText(name, width - valueWidth - 10, 13)] : names.linesOf(name))
  const left = stacked ? 0 : names.width + 12
  const right = stacked ? width : width - valueWidth - 12
  const ends = kept.flatMap(({ from, to }) => [from, to])
  const domain = [Math.min(0, ...ends), Math.max(0, ...ends)]
  if (domain[0] === domain[1]) domain[1] = 1
  const x = scaleLinear({ domain, range: [left, Math.max(left + 1, right)] })
  return {
    rowHeight,
    stacked,
    zero: round(x(0)),
    note: isCut ? `${kept.length} of ${all.length} steps shown` : '',
    steps: kept.map((step, index): DrawnMovement => {
      const { title, kind, value, from, to } = step
      const length = Math.abs(x(to) - x(from))
      return {
        ...step,
        lines: linesOf(title),
        valueText: texts[index] ?? '',
        x: round(Math.min(x(from), x(to))),
        width: value === null || from === to ? 0 : round(Math.max(1, length)),
        y: round(index * rowHeight),
        end: round(x(to)),
        color: ink(kind === 'level' ? 'accent' : toneOf(step)),
      }
    }),
  }
}

/** Whether a movement is good: by the way it goes, and the way that is good for what is counted. */
function toneOf({ value, metric, key }: Movement): string {
  if (key === 'rest' || metric.direction === 'neutral') return 'faint'
  const isGain = (value ?? 0) >= 0
  // why: a metric that is a step of its own says by its sign whether it adds or takes away
  const isGood = key !== metric.name && metric.direction === 'down' ? !isGain : isGain
  return isGood ? 'good' : 'bad'
}
