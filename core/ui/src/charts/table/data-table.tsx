import { useTable, type SortingState } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { partialRows } from '../../frame/is-partial.ts'
import { isRest } from '../../words/name-of.ts'
import { cellOf, readFrame } from '../../frame/read-frame.ts'
import type { ChartProps } from '../chart-props.ts'
import type { Selection } from '../../tooltip/hit.ts'
import { summarize } from '../summarize.ts'
import { columnDefs, features, tableColumns } from './table-columns.ts'
import { TableCell } from './table-cell.tsx'
import { MetricTable } from './metric-table.tsx'
import { TableHead } from './table-head.tsx'
import { TableScroll } from './table-scroll.tsx'
import { TotalRow } from './total-row.tsx'

const rowHeight = 33
/** Tables longer than this draw only the rows in sight. */
const virtualFrom = 200

/** What a table is drawn from. */
export interface DataTableProps extends ChartProps {
  readonly onSelect?: ((selection: Selection) => void) | undefined
  readonly sort?: SortingState
}

/** Any frame as a table; a frame of one row stands on its side, a line for each metric. */
export function DataTable(props: DataTableProps) {
  const { frame } = props
  const { time, dimensions, metrics } = readFrame(frame)
  const total = time === undefined && dimensions.length === 0 && metrics.length > 0 && frame.rows.length <= 1
  return total ? <MetricTable {...props} /> : <RowTable {...props} />
}

/** Rows as the frame has them: sorted by a click on its head, exact values, comparisons with their change. */
function RowTable(props: DataTableProps) {
  const { frame, width, height, locale, label, onSelect } = props
  const columns = useMemo(() => tableColumns(frame, locale), [frame, locale])
  const defs = useMemo(() => columnDefs(columns, frame), [columns, frame])
  const [sorting, setSorting] = useState<SortingState>(props.sort ?? [])
  const isPartial = useMemo(() => partialRows(frame), [frame])
  const data = useMemo(() => [...frame.rows], [frame])
  const table = useTable({ features, columns: defs, data, state: { sorting }, onSortingChange: setSorting })
  const { rows } = table.getRowModel()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = rows.length > virtualFrom
  const virtualizer = useVirtualizer({
    count: virtual ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialRect: { width, height },
  })
  const seen = virtualizer.getVirtualItems()
  const shown = virtual ? seen.flatMap((item) => rows[item.index] ?? []) : rows
  const above = virtual ? (seen[0]?.start ?? 0) : 0
  const below = virtual ? virtualizer.getTotalSize() - (seen.at(-1)?.end ?? 0) : 0
  const dimension = readFrame(frame).dimensions[0]
  const name = label ?? summarize(frame, locale)
  return (
    <TableScroll scroller={scroller} width={width} height={height} label={name}>
      <table className="t-table" aria-rowcount={rows.length + 1}>
        <TableHead table={table} columns={columns} />
        <tbody>
          {above > 0 && <Spacer height={above} span={columns.length} />}
          {shown.map((row) => (
            <tr key={row.id} aria-rowindex={virtual ? row.index + 2 : undefined}>
              {columns.map((column) => (
                <TableCell
                  key={column.id}
                  {...{ frame, column, locale, row: row.original, partial: isPartial(row.original) }}
                  onSelect={
                    onSelect === undefined ||
                    dimension === undefined ||
                    column.id !== dimension.name ||
                    isRest(row.original, dimension)
                      ? undefined
                      : () => onSelect({ kind: 'value', column: column.id, value: cellOf(row.original, dimension) })
                  }
                />
              ))}
            </tr>
          ))}
          {below > 0 && <Spacer height={below} span={columns.length} />}
        </tbody>
        <TotalRow {...{ frame, columns, locale }} />
      </table>
    </TableScroll>
  )
}

function Spacer({ height, span }: { readonly height: number; readonly span: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={span} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
