import type { Cell } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { targetVerdict, type TargetVerdict } from '../../format/target-verdict.ts'
import { targetIn } from '../../frame/target-in.ts'
import { marginOf } from '../../frame/margin-of.ts'
import { cellOf, numberOf, readFrame, type DimensionColumn, type MetricColumn } from '../../frame/read-frame.ts'
import { formatFigure } from '../../words/format-cell.ts'
import { isRest, nameOf } from '../../words/name-of.ts'
import type { PropsOfView } from '../chart-props.ts'
import { textWidth } from '../../format/text-width.ts'
import { wrapText } from '../wrapped-text.tsx'

/** A tile with its place. */
export interface DrawnTile {
  readonly name: string
  /** Its name, on two lines where one is too narrow. */
  readonly lines: readonly string[]
  readonly valueText: string
  readonly verdict: TargetVerdict
  readonly row: readonly Cell[]
  readonly x: number
  readonly y: number
}

/** Everything about a grid of statuses that depends on its size. */
export interface StatusGridLayout {
  readonly metric: MetricColumn
  readonly dimension: DimensionColumn
  readonly tiles: readonly DrawnTile[]
  readonly tile: { readonly width: number; readonly height: number }
  /** Tiles have no room for names: they are squares. */
  readonly small: boolean
  /** How many of each there are. */
  readonly counts: readonly {
    readonly verdict: TargetVerdict
    readonly count: number
    readonly x: number
    readonly text: string
  }[]
  readonly note: string
}

/** The marks of verdicts, so that colour says nothing alone. */
export const statusMarks: { readonly [V in TargetVerdict]: string } = {
  missed: '✗',
  'met, within noise': '~',
  met: '✓',
  unknown: '–',
}

const order: readonly TargetVerdict[] = ['missed', 'met, within noise', 'met', 'unknown']
const words: { readonly [V in TargetVerdict]: string } = {
  missed: 'missed',
  'met, within noise': 'met, within noise',
  met: 'met',
  unknown: 'not judged',
}
const head = 24
const gap = 4
const square = 18

/** Places the tiles: missed ones first, else in the order of the answer. */
export function statusGridLayout({ frame, width, height, locale }: PropsOfView<'status_grid'>): StatusGridLayout {
  const { dimensions, metrics } = readFrame(frame)
  const [metric] = metrics
  const [dimension] = dimensions
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'status_grid' })
  if (dimension === undefined) throw viewError('view.needs_dimension', { view: 'status_grid' })
  const all = frame.rows
    .filter((row) => !isRest(row, dimension))
    .map((row) => {
      const value = numberOf(cellOf(row, metric))
      const n = numberOf(cellOf(row, metric.sample))
      const target = targetIn(frame, metric, row)
      const verdict =
        target === undefined
          ? ('unknown' as const)
          : targetVerdict(value, target, { ...metric, n, margin: marginOf(row, metric) })
      const valueText = formatFigure(value, metric, { meta: frame.meta, locale })
      return { row, verdict, valueText, name: nameOf(row, dimension, locale) }
    })
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  const columns = Math.max(1, Math.min(all.length, Math.floor((width + gap) / 150)))
  const lines = Math.ceil(all.length / columns)
  const small = lines * (36 + gap) > height - head
  const across = small ? Math.max(1, Math.floor((width + gap) / (square + gap))) : columns
  const down = Math.max(1, Math.floor((height - head - 18 + gap) / (square + gap)))
  const shown = small ? all.slice(0, across * down) : all
  const tile = small
    ? { width: square, height: square }
    : {
        width: Math.min(240, (width + gap) / columns - gap),
        height: Math.min(52, (height - head + gap) / Math.max(1, lines) - gap),
      }
  let x = 0
  const counts = order.flatMap((verdict) => {
    const count = all.filter((one) => one.verdict === verdict).length
    const text = `${statusMarks[verdict]} ${count} ${words[verdict]}`
    const placed = { verdict, count, x, text }
    if (count === 0 || x + textWidth(text) > width) return []
    x += textWidth(text) + 14
    return [placed]
  })
  return {
    metric,
    dimension,
    tile,
    small,
    counts,
    tiles: shown.map((one, index) => ({
      ...one,
      lines: wrapText(one.name, tile.width - 40 - textWidth(one.valueText, 13), {
        most: tile.height >= 34 ? 2 : 1,
        size: 13,
      }),
      x: (index % across) * (tile.width + gap),
      y: head + Math.floor(index / across) * (tile.height + gap),
    })),
    note: shown.length < all.length ? `${shown.length} of ${all.length} shown` : '',
  }
}
