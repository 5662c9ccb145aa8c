import type { Frame } from '@tessera/plugin-api/wire'
import type { TableColumn } from './table-columns.ts'
import { TableCell } from './table-cell.tsx'

/** The grand total below the rows, as the answer carries it. Nothing is added up here: few figures may be. */
export function TotalRow(props: {
  readonly frame: Frame
  readonly columns: readonly TableColumn[]
  readonly locale: string | undefined
}) {
  const { frame, columns, locale } = props
  const row = frame.totals?.find(({ by }) => by.length === 0)?.rows[0]
  if (row === undefined) return null
  const isKey = ({ column: { role } }: TableColumn) => role === 'time' || role === 'dimension'
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={columns.filter(isKey).length}>
          Total
        </th>
        {columns
          .filter((column) => !isKey(column))
          .map((column) => (
            <TableCell key={column.id} {...{ frame, column, row, locale }} onSelect={undefined} />
          ))}
      </tr>
    </tfoot>
  )
}
