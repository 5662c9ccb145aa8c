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
import { isClock } from '../../words/clock-label.ts'
import { crossNames } from '../axes/cross-names.ts'
import { nameColumn, nameLine } from '../name-column.ts'

/** Everything about a matrix that depends on its size. */
export interface MatrixLayout {
  readonly metric: MetricColumn
  readonly cells: readonly HeatCell[]
  readonly size: CellSize
  readonly rows: readonly { readonly y: number; readonly lines: readonly string[] }[]
  readonly columns: readonly TimeTick[]
  readonly scale: HeatScale
  /** Upper end of the cells. */
  readonly head: number
  /** Lower end of the cells. */
  readonly bottom: number
  readonly note: string
}

const leastHead = 20
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
  const each = (height - leastHead - heatKeyHeight) / Math.max(1, rows.length)
  const column = nameColumn(
    rows.map(({ name }) => name),
    { width, share: 0.34, rowHeight: Math.min(44, each) - 8 },
  )
  const left = column.width + 10
  const shownColumns = columns.slice(0, Math.max(1, Math.floor((width - left) / leastWidth)))
  const wide = (width - left) / Math.max(1, shownColumns.length)
  const middle = (index: number) => round(left + (index + 0.5) * wide - 1)
  const names = shownColumns.map(({ name }) => name)
  const above =
    isClock(across) || across.type === 'number' || wide < 16
      ? undefined
      : crossNames(names, middle, { step: wide, height: height * 0.35 })
  const head = leastHead + Math.max(0, (above?.height ?? 0) - nameLine)
  const shownRows = rows.slice(0, Math.max(1, Math.floor((height - head - heatKeyHeight) / leastHeight)))
  const size = {
    width: wide,
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
  return {
    metric,
    cells,
    size,
    rows: shownRows.map(({ name }, y) => ({
      y: round(head + (y + 0.5) * size.height + 3),
      lines: column.linesOf(name),
    })),
    columns: above?.names ?? timeTicks(names, middle, { left: 0, right: width }),
    head,
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
