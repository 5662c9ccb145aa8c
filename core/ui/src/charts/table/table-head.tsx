import type { Table } from '@tanstack/react-table'
import { formatError } from '../../words/format-cell.ts'
import type { features, TableColumn, TableRow } from './table-columns.ts'

/** Column titles; each sorts the table and says how it is sorted. */
export function TableHead(props: {
  readonly table: Pick<Table<typeof features, TableRow>, 'getColumn'>
  readonly columns: readonly TableColumn[]
}) {
  const { table, columns } = props
  return (
    <thead>
      <tr>
        {columns.map(({ id, title, numeric, column: shown }) => {
          const column = table.getColumn(id)
          const sorted = column?.getIsSorted() ?? false
          const state = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'
          return (
            <th key={id} scope="col" aria-sort={state} className={numeric ? 't-num' : undefined}>
              <button
                type="button"
                onClick={column?.getToggleSortingHandler()}
                title={shown.role === 'sample' ? 'Observations behind the value' : errorNote(shown)}
              >
                {title}
                {sorted !== false && <span aria-hidden="true">{sorted === 'asc' ? '↑' : '↓'}</span>}
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function errorNote(column: TableColumn['column']): string | undefined {
  const error = formatError(column)
  return error === undefined ? undefined : `Estimated, error ${error}`
}
