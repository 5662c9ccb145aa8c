import { cellOf, groupKey, nameOf, numberOf, readFrame, textWidth, type DimensionColumn } from '@tessera/ui'
import type { PropsOf } from '@tessera/plugin-api/web'
import type { Cell } from '@tessera/plugin-api/wire'
import type { heatmapView } from './heatmap-view.ts'

export type HeatmapProps = PropsOf<typeof heatmapView>

/** A square with its place, and how dark it is: from 0 to 1, null where nothing is known. */
export interface HeatCell {
  readonly x: number
  readonly y: number
  readonly shade: number | null
  readonly row: readonly Cell[]
  readonly title: string
}

/** Everything about a heatmap that depends on its size. */
export interface HeatmapLayout {
  readonly cells: readonly HeatCell[]
  readonly rows: readonly { readonly name: string; readonly y: number }[]
  readonly columns: readonly { readonly name: string; readonly x: number }[]
  readonly left: number
  readonly width: number
  readonly height: number
}

const foot = 20

/** Places a heatmap: the first dimension goes down, the second across. */
export function heatmapLayout({ frame, options, width, height, locale }: HeatmapProps): HeatmapLayout {
  const { dimensions, metrics } = readFrame(frame)
  const [down, across] = dimensions
  const metric = metrics[0]
  if (down === undefined || across === undefined || metric === undefined)
    return { cells: [], rows: [], columns: [], left: 0, width: 0, height: 0 }
  const rows = valuesOf(frame.rows, down, locale)
  const columns = valuesOf(frame.rows, across, locale)
  const widest = Math.max(...rows.map(({ name }) => textWidth(name)))
  const left = Math.min(widest + 8, width * 0.3)
  const cell = { width: (width - left) / columns.length, height: (height - foot) / rows.length }
  const valueOf = (row: readonly Cell[]) => numberOf(cellOf(row, metric))
  const largest = (of: readonly (readonly Cell[])[]) => Math.max(0, ...of.map((row) => valueOf(row) ?? 0))
  const groups = Map.groupBy(frame.rows, (row) => groupKey(row, [down]))
  const most = { all: largest(frame.rows), row: new Map([...groups].map(([key, group]) => [key, largest(group)])) }
  const placeOf = (values: readonly { readonly key: string }[], key: string) =>
    values.findIndex((one) => one.key === key)
  const cells = frame.rows.map((row): HeatCell => {
    const key = groupKey(row, [down])
    const value = valueOf(row)
    const top = options.shade === 'row' ? (most.row.get(key) ?? 0) : most.all
    return {
      x: left + placeOf(columns, groupKey(row, [across])) * cell.width,
      y: placeOf(rows, key) * cell.height,
      shade: value === null ? null : top === 0 ? 0 : Math.max(0, value / top),
      row,
      title: `${nameOf(row, down, locale)} · ${nameOf(row, across, locale)}`,
    }
  })
  return {
    cells,
    rows: rows.map(({ name }, at) => ({ name, y: at * cell.height })),
    columns: columns.map(({ name }, at) => ({ name, x: left + at * cell.width })),
    left,
    ...cell,
  }
}

/** The values of a dimension with their names: numbers, as weekdays and hours are, in their order, others as they come. */
function valuesOf(rows: readonly (readonly Cell[])[], column: DimensionColumn, locale: string | undefined) {
  const first = new Map(rows.map((row) => [groupKey(row, [column]), row]))
  const values = [...first].map(([key, row]) => ({
    key,
    name: nameOf(row, column, locale),
    order: numberOf(cellOf(row, column)) ?? Infinity,
  }))
  return column.type === 'number' ? values.toSorted((a, b) => a.order - b.order) : values
}
