import type { Frame } from '@tessera/plugin-api/wire'
import { formatChange } from '../../format/format-change.ts'
import { formatCell } from '../../words/format-cell.ts'
import { formatSpan } from '../../format/format-date.ts'
import { longerSpan } from '../../words/comparison-words.ts'
import { nameOf } from '../../words/name-of.ts'
import { cellOf, numberOf, type MetricColumn } from '../../frame/read-frame.ts'
import { marginOfChange } from '../../frame/margin-of.ts'
import { aimWords } from './aim-words.ts'
import { isDimension, type TableColumn, type TableRow } from './table-columns.ts'

/** One cell of a table: its exact value, and for a comparison the change since then. */
export function TableCell(props: {
  readonly frame: Frame
  readonly column: TableColumn
  readonly row: TableRow
  readonly locale: string | undefined
  /** The row is of an incomplete period. */
  readonly partial?: boolean
  readonly onSelect: (() => void) | undefined
}) {
  const { frame, column, row, locale, partial = false, onSelect } = props
  const { compared, aimed } = column
  if (aimed !== undefined) return <AimCell {...{ frame, aimed, row, locale, partial }} />
  const cell = cellOf(row, column.column)
  const text = isDimension(column.column)
    ? nameOf(row, column.column, locale)
    : formatCell(cell, compared ?? column.column, { meta: frame.meta, locale, decimals: column.decimals })
  if (onSelect !== undefined)
    return (
      <td>
        <button type="button" className="t-link" onClick={onSelect}>
          {text}
        </button>
      </td>
    )
  if (compared === undefined)
    return (
      <td className={column.numeric ? 't-num' : undefined}>
        {text}
        {partial && column.column.role === 'time' && <span className="t-note-beside">incomplete</span>}
      </td>
    )
  const longer = longerSpan(frame, column.column, row)
  const change = formatChange(cellOf(row, compared), cell, {
    ...compared,
    n: numberOf(cellOf(row, compared.sample)),
    margin: marginOfChange(row, compared, column.column),
    locale,
    partial,
    longer: longer !== undefined,
  })
  return (
    <td className="t-num">
      {text}
      {longer && <span className="t-note-beside">{formatSpan(longer, locale)}</span>}
      <span className={`t-change t-${change.verdict}`}>
        {change.verdict !== 'none' && (
          <>
            {change.arrow} {change.text}
            <span className="t-hidden"> {change.word}</span>
          </>
        )}
      </span>
    </td>
  )
}

/** The target of a row, and how far its value reaches. */
function AimCell(props: {
  readonly frame: Frame
  readonly aimed: MetricColumn
  readonly row: TableRow
  readonly locale: string | undefined
  readonly partial: boolean
}) {
  const { frame, aimed, row, locale, partial } = props
  const { target, reached, tone } = aimWords(frame, aimed, { row, locale, partial })
  return (
    <td className="t-num">
      {target}
      {reached !== '' && <span className={`t-note-beside t-${tone}`}>{reached}</span>}
    </td>
  )
}
