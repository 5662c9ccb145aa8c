import { createColumnHelper, useTable, type SortingState } from '@tanstack/react-table'
import { useMemo, useState, type ReactNode } from 'react'
import { compareKeys, features } from '../charts/table/table-columns.ts'
import { formatValue } from '../format/format-value.ts'

/** One column of a table of records. */
export interface RecordColumn<Row> {
  readonly id: string
  readonly title: string
  /** What is shown and sorted by; null where there is nothing, which stays last. Numbers stand on the right. */
  readonly value: (row: Row) => string | number | null
  /** Shows something else than the value: a link, a word with its unit. */
  readonly show?: (row: Row) => ReactNode
  readonly numeric?: boolean
}

/** Records as a table that is sorted by its heads. It scrolls sideways in itself where the screen is narrower. */
export function DataTable<Row extends object>(props: {
  /** What the table is of, for those who do not see it. */
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly RecordColumn<Row>[]
  readonly rowKey: (row: Row) => string
  readonly sort?: { readonly by: string; readonly desc?: boolean }
  /** Instead of a table without rows. */
  readonly empty?: ReactNode
}) {
  const { label, rows, columns, rowKey, sort, empty } = props
  const [sorting, setSorting] = useState<SortingState>(sort ? [{ id: sort.by, desc: sort.desc ?? false }] : [])
  const defs = useMemo(() => definitions(columns), [columns])
  const data = useMemo(() => [...rows], [rows])
  const table = useTable({ features, columns: defs, data, state: { sorting }, onSortingChange: setSorting })
  if (rows.length === 0 && empty !== undefined) return empty
  return (
    // why: what scrolls must take the keyboard focus to be scrolled by it
    <div className="t-records" tabIndex={0} role="group" aria-label={label}>
      <table className="t-table">
        <thead>
          <tr>
            {columns.map(({ id, title, numeric = false }) => (
              <Head key={id} {...{ title, numeric }} column={table.getColumn(id)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map(({ original }) => (
            <tr key={rowKey(original)}>
              {columns.map(({ id, value, show, numeric = false }) => (
                <td key={id} className={numeric ? 't-num' : undefined}>
                  {show === undefined ? plain(value(original)) : show(original)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface Sortable {
  getIsSorted(): false | 'asc' | 'desc'
  getToggleSortingHandler(): ((event: unknown) => void) | undefined
}

function Head(props: { readonly title: string; readonly numeric: boolean; readonly column: Sortable | undefined }) {
  const { title, numeric, column } = props
  const sorted = column?.getIsSorted() ?? false
  const state = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'
  return (
    <th scope="col" aria-sort={state} className={numeric ? 't-num' : undefined}>
      <button type="button" onClick={column?.getToggleSortingHandler()}>
        {title}
        {sorted !== false && <span aria-hidden="true">{sorted === 'asc' ? '↑' : '↓'}</span>}
      </button>
    </th>
  )
}

function plain(value: string | number | null): string {
  if (value === null || value === '') return '–'
  return typeof value === 'number' ? formatValue(value, { style: 'exact' }) : value
}

function definitions<Row extends object>(columns: readonly RecordColumn<Row>[]) {
  const helper = createColumnHelper<typeof features, Row>()
  return helper.columns(
    columns.map(({ id, title, value, numeric = false }) =>
      helper.accessor((row: Row) => value(row) ?? undefined, {
        id,
        header: title,
        sortUndefined: 'last',
        sortDescFirst: numeric,
        sortFn: (a, b, by) => compareKeys(a.getValue(by), b.getValue(by)),
      }),
    ),
  )
}
