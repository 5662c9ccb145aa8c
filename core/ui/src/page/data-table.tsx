import { createColumnHelper, useTable, type SortingState } from '@tanstack/react-table'
import { Button, TextInput } from '@mantine/core'
import { useMemo, useRef, useState, type ReactNode } from 'react'
import { compareKeys, features } from '../charts/table/table-columns.ts'
import { useMore } from '../charts/table/use-more.ts'
import { formatValue } from '../format/format-value.ts'
import { phoneColumns } from './phone-columns.ts'

/** One column of a table of records. */
export interface RecordColumn<Row> {
  readonly id: string
  readonly title: string
  /** What is shown and sorted by; null where there is nothing, which stays last. Numbers stand on the right. */
  readonly value: (row: Row) => string | number | null
  /** Shows something else than the value: a link, a word with its unit. */
  readonly show?: (row: Row) => ReactNode
  readonly numeric?: boolean
  /**
   * It says more about the first column: on a phone it stands beneath that, without its title, so that figures stay in sight. When left
   * out, texts and the last of many figures stand there with their titles where a phone has no room for them. False keeps it a column; of
   * the others without it none is one then.
   */
  readonly beneath?: boolean
}

/** From so many rows on there is a field to find some, and the rest is shown on asking: a page that goes on for ever is read by nobody. */
const mostRows = 25
/** From more columns on they stand closer together, and their heads wrap. */
const mostWide = 10

/**
 * Records as a table that is sorted by its heads. On a phone what has no room stands beneath the first column; where that does not do, the
 * table scrolls sideways in itself, and its edge is shaded.
 */
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
  const [wanted, setWanted] = useState('')
  const [shown, setShown] = useState(mostRows)
  const data = useMemo(() => rows.filter((row) => holds(row, columns, wanted)), [rows, columns, wanted])
  const long = useMemo(() => longOf(rows, columns), [rows, columns])
  const short = useMemo(() => shortOf(rows, columns), [rows, columns])
  const down = useMemo(() => phoneColumns(columns, long), [columns, long])
  const scroller = useRef<HTMLDivElement>(null)
  const more = useMore(scroller, rows.length === 0)
  const table = useTable({ features, columns: defs, data, state: { sorting }, onSortingChange: setSorting })
  if (rows.length === 0 && empty !== undefined) return empty
  const sorted = table.getRowModel().rows
  const under = columns.filter(({ id }) => down.has(id))
  const records = (
    <div className="t-table-box t-records-box" data-more={more || undefined}>
      {/* why: what scrolls must take the keyboard focus to be scrolled by it */}
      <div ref={scroller} className="t-records" tabIndex={0} role="group" aria-label={label}>
        <table className={columns.length > mostWide ? 't-table t-dense' : 't-table'}>
          <thead>
            <tr>
              {columns.map(({ id, title, numeric = false }) => (
                <Head key={id} {...{ title, numeric }} beneath={down.has(id)} column={table.getColumn(id)} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, shown).map(({ original }) => (
              <tr key={rowKey(original)}>
                {columns.map((column, nth) => (
                  <td key={column.id} className={classOf(column, { long, short, down })}>
                    {shownOf(column, original)}
                    {nth === 0 &&
                      under.map((further) => (
                        <Under key={further.id} column={further} row={original} whole={short.has(further.id)} />
                      ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
  if (rows.length <= mostRows) return records
  const left = sorted.length - shown
  return (
    <div className="t-many">
      <TextInput
        type="search"
        size="sm"
        aria-label={`Find in ${label}`}
        placeholder="Find"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {records}
      <p className="t-many-foot" role="status">
        {`${Math.min(shown, sorted.length)} of ${sorted.length}`}
        {left > 0 && (
          <Button variant="default" size="compact-sm" onClick={() => setShown(shown + 4 * mostRows)}>
            {`Show ${Math.min(left, 4 * mostRows)} more`}
          </Button>
        )}
      </p>
    </div>
  )
}

/** Texts longer than this are sentences, which want a line of their own length. */
const sentence = 40

/** Columns of sentences. */
function longOf<Row>(rows: readonly Row[], columns: readonly RecordColumn<Row>[]): ReadonlySet<string> {
  const isLong = ({ value }: RecordColumn<Row>) => rows.some((row) => String(value(row) ?? '').length > sentence)
  return new Set(columns.filter(isLong).map(({ id }) => id))
}

/** Texts up to this are names, words and the like, which stay in one line; so do days and moments. */
const word = 18
const date = /^\d{4}-\d\d-\d\d/

/** Columns of texts that longer ones make room for. */
function shortOf<Row>(rows: readonly Row[], columns: readonly RecordColumn<Row>[]): ReadonlySet<string> {
  const isShort = ({ value, show }: RecordColumn<Row>) =>
    rows.every((row) => {
      const found = value(row) ?? ''
      // why: of a number that is shown otherwise, what is shown may be of any length
      if (typeof found === 'number') return show === undefined
      return found.length <= word || date.test(found)
    })
  return new Set(columns.filter(isShort).map(({ id }) => id))
}

/** Whether one of the texts of a row holds what is looked for. */
function holds<Row>(row: Row, columns: readonly RecordColumn<Row>[], wanted: string): boolean {
  const text = wanted.trim().toLowerCase()
  return (
    text === '' ||
    columns.some(({ value }) =>
      String(value(row) ?? '')
        .toLowerCase()
        .includes(text),
    )
  )
}

interface Sortable {
  getIsSorted(): false | 'asc' | 'desc'
  getToggleSortingHandler(): ((event: unknown) => void) | undefined
}

function shownOf<Row>({ value, show }: RecordColumn<Row>, row: Row): ReactNode {
  return show === undefined ? plain(value(row)) : show(row)
}

/** A column beneath the first, for phones. */
function Under<Row>(props: { readonly column: RecordColumn<Row>; readonly row: Row; readonly whole: boolean }) {
  const { column, row, whole } = props
  const value = column.value(row)
  if (value === null || value === '') return null
  return (
    <span className="t-under">
      {column.beneath !== true && <span className="t-under-name">{column.title}: </span>}
      {whole && column.beneath !== true ? (
        <span className="t-under-value">{shownOf(column, row)}</span>
      ) : (
        shownOf(column, row)
      )}
    </span>
  )
}

function classOf<Row>(
  { id, numeric = false }: RecordColumn<Row>,
  { long, short, down }: Readonly<Record<'long' | 'short' | 'down', ReadonlySet<string>>>,
): string | undefined {
  const size = numeric ? 't-num' : long.has(id) ? 't-long' : short.has(id) ? 't-short' : ''
  return [down.has(id) ? 't-beneath' : '', size].filter(Boolean).join(' ') || undefined
}

function Head(props: {
  readonly title: string
  readonly numeric: boolean
  readonly beneath: boolean
  readonly column: Sortable | undefined
}) {
  const { title, numeric, beneath, column } = props
  const sorted = column?.getIsSorted() ?? false
  const state = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'
  return (
    <th
      scope="col"
      aria-sort={state}
      className={[beneath && 't-beneath', numeric && 't-num'].filter(Boolean).join(' ') || undefined}
    >
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
