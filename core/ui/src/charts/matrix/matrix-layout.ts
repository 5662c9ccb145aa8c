import { viewError } from '../../errors.ts'
import { cellOf, numberOf, readFrame, type MetricColumn } from '../../frame/read-frame.ts'
import { groupKey } from '../../words/name-of.ts'
import { timeTicks, type TimeTick } from '../axes/time-ticks.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import { cellTexts, type CellSize, type HeatCell } from '../heat/heat-cell.ts'
import { heatKeyHeight } from '../heat/heat-key.tsx'
import { heatScale, type HeatScale } from '../heat/heat-scale.ts'
import { valueNames } from '../heat/value-names.ts'
import { fitText, textWidth } from '../../format/text-width.ts'

/** Everything about a matrix that depends on its size. */
export interface MatrixLayout {
  readonly metric: MetricColumn
  readonly cells: readonly HeatCell[]
  readonly size: CellSize
  readonly rows: readonly { readonly y: number; readonly text: string }[]
  readonly columns: readonly TimeTick[]
  readonly scale: HeatScale
  /** Lower end of the cells. */
  readonly bottom: number
  readonly note: string
}

const head = 20
const leastHeight = 16
const leastWidth = 12

/** Places a matrix: the first dimension goes down, the second across. What has no room is left out, and said. */
export function matrixLayout({ frame, options, width, height, locale }: PropsOfView<'matrix'>): MatrixLayout {
  const { dimensions, metrics } = readFrame(frame)
  const [down, across] = dimensions
  const [metric] = metrics
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'matrix' })
  if (down === undefined || across === undefined) throw viewError('view.needs_dimension', { view: 'matrix', least: 2 })
  const valueOf = (row: (typeof frame.rows)[number] | undefined) => numberOf(cellOf(row, metric))
  const rows = valueNames(frame.rows, down, locale)
  const columns = valueNames(frame.rows, across, locale)
  const widest = Math.max(0, ...rows.map(({ name }) => textWidth(name)))
  const left = Math.min(widest + 10, width * 0.34)
  const fits = {
    rows: Math.max(1, Math.floor((height - head - heatKeyHeight) / leastHeight)),
    columns: Math.max(1, Math.floor((width - left) / leastWidth)),
  }
  const shownRows = rows.slice(0, fits.rows)
  const shownColumns = columns.slice(0, fits.columns)
  const size = {
    width: (width - left) / Math.max(1, shownColumns.length),
    height: Math.min(44, (height - head - heatKeyHeight) / Math.max(1, shownRows.length)),
  }
  const found = new Map(frame.rows.map((row) => [groupKey(row, [down, across]), row]))
  const rowAt = (one: string, other: string) => found.get(`${one}\u0000,${other}`)
  const shade = options?.shade ?? 'all'
  const known = (of: readonly (readonly [string, string])[]) => of.flatMap(([a, b]) => valueOf(rowAt(a, b)) ?? [])
  const pairs = rows.flatMap((one) => columns.map((other) => [one.key, other.key] as const))
  const all = heatScale(known(pairs))
  const perRow = new Map(rows.map(({ key }) => [key, heatScale(known(pairs.filter(([one]) => one === key)))]))
  const perColumn = new Map(columns.map(({ key }) => [key, heatScale(known(pairs.filter(([, one]) => one === key)))]))
  const scaleOf = (one: string, other: string) =>
    (shade === 'row' ? perRow.get(one) : shade === 'column' ? perColumn.get(other) : all) ?? all
  const write = cellTexts(known(pairs), size, { frame, metric, locale })
  const cells = shownRows.flatMap((one, y) =>
    shownColumns.map((other, x): HeatCell => {
      const row = rowAt(one.key, other.key)
      const value = valueOf(row)
      return {
        key: `${y} ${x}`,
        x: left + x * size.width,
        y: head + y * size.height,
        value,
        token: value === null ? null : scaleOf(one.key, other.key).tokenOf(value),
        text: write(value),
        partial: false,
        row,
        title: `${one.name} · ${other.name}`,
      }
    }),
  )
  const middle = (index: number) => round(left + (index + 0.5) * size.width - 1)
  const names = shownColumns.map(({ name }) => fitText(name, Math.max(size.width - 6, 40)))
  return {
    metric,
    cells,
    size,
    rows: shownRows.map(({ name }, y) => ({
      y: round(head + (y + 0.5) * size.height + 3),
      text: fitText(name, left - 10),
    })),
    columns:
      size.width >= 46
        ? names.map((text, index) => ({ text, x: middle(index), anchor: 'middle' }))
        : timeTicks(names, middle, { left: 0, right: width }),
    bottom: head + shownRows.length * size.height,
    scale: all,
    note: noteOf([
      [shownRows.length, rows.length, 'rows'],
      [shownColumns.length, columns.length, 'columns'],
    ]),
  }
}

function noteOf(parts: readonly (readonly [shown: number, all: number, what: string])[]): string {
  return parts
    .filter(([shown, all]) => shown < all)
    .map(([shown, all, what]) => `${shown} of ${all} ${what} shown`)
    .join(', ')
}
