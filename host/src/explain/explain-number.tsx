import { Anchor, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core'
import { comparisonWords, formatCell, formatSpan } from '@tessera/ui'
import type { CellAddress, ExplainedCell, Frame, FrameColumn } from '@tessera/plugin-api/wire'
import { asSentence } from '../api/problem-of.ts'
import { errorWords, partWords } from './definition-words.ts'
import { FactList } from './fact-list.tsx'
import { Instants } from './instants.tsx'
import { cellAt, numberColumns, placeWords, rowsOf, type PickedCell } from './pick-cells.ts'

/** Most places offered at once; the rest is found by typing. */
const offered = 200

/** One number of the answer: which it is, its value, and what stands behind it. */
export function ExplainNumber(props: {
  readonly frame: Frame
  readonly picked: PickedCell
  /** What the server knows of it; undefined while it is asked. */
  readonly cell: ExplainedCell | null | undefined
  readonly onPick: (at: CellAddress) => void
  readonly onRows: () => void
}) {
  const { frame, picked, cell, onPick, onRows } = props
  const { column, place, value, at } = picked
  const parts = cell?.parts ?? []
  const part = at.part ?? (cell?.refused === null ? parts[0] : undefined)
  return (
    <section>
      <Title order={3} size="h5" mb="sm">
        This number
      </Title>
      <NumberPicker frame={frame} picked={picked} onPick={onPick} />
      <p className="explained-number">
        <strong>{formatCell(value, column, { meta: frame.meta })}</strong>
        <span>{[nameOf(column, frame), place].filter((words) => words !== '').join(' · ')}</span>
      </p>
      {parts.length > 1 && (
        <SegmentedControl
          mb="sm"
          size="xs"
          fullWidth
          value={part ?? ''}
          onChange={(next) => onPick({ ...at, part: next })}
          data={parts.map((path) => ({ value: path, label: partWords(path) }))}
          aria-label="Part of the number"
        />
      )}
      <FactList
        facts={[
          ['Exactness', errorWords(column.error)],
          ['Covers', cell ? `${formatSpan(cell.range)}, days of ${frame.meta.timeZone}` : null],
          ['As instants', cell ? <Instants from={cell.range.fromInstant} to={cell.range.toInstant} /> : null],
          ['Behind it', <Behind key="rows" cell={cell} part={part} onRows={onRows} />],
        ]}
      />
    </section>
  )
}

function NumberPicker(props: {
  readonly frame: Frame
  readonly picked: PickedCell
  readonly onPick: (at: CellAddress) => void
}) {
  const { frame, picked, onPick } = props
  const columns = numberColumns(frame)
  const rows = rowsOf(frame)
  const row = rows.findIndex((one) => JSON.stringify(cellAt(frame, one, picked.column)) === keyOf(picked.at))
  const pick = (index: number, column: FrameColumn) => {
    const chosen = rows[index]
    if (chosen) onPick(cellAt(frame, chosen, column))
  }
  if (columns.length < 2 && rows.length < 2) return null
  return (
    <Stack gap="xs" mb="sm">
      {columns.length > 1 && (
        <Select
          label="Number"
          size="xs"
          allowDeselect={false}
          value={picked.column.name}
          data={columns.map((column) => ({ value: column.name, label: nameOf(column, frame) }))}
          onChange={(name) => pick(row, columns.find((column) => column.name === name) ?? picked.column)}
        />
      )}
      {rows.length > 1 && (
        <Select
          label="Of"
          size="xs"
          searchable
          limit={offered}
          allowDeselect={false}
          value={String(row)}
          data={rows.map((one, index) => ({ value: String(index), label: placeWords(frame, one) }))}
          onChange={(index) => pick(Number(index), picked.column)}
          nothingFoundMessage="No such period or group"
        />
      )}
    </Stack>
  )
}

const keyOf = ({ part: _, ...at }: CellAddress) => JSON.stringify(at)

function nameOf(column: FrameColumn, frame: Frame): string {
  return column.comparison === undefined ? column.title : `${column.title}, ${comparisonWords(frame, column as never)}`
}

function Behind(props: {
  readonly cell: ExplainedCell | null | undefined
  readonly part: string | undefined
  readonly onRows: () => void
}) {
  const { cell, part, onRows } = props
  if (!cell)
    return (
      <Text c="dimmed" size="sm" component="span">
        …
      </Text>
    )
  if (cell.rows === null && cell.refused?.code === 'part_unknown' && part === undefined)
    return <>Several inputs make this number. Choose one of them above to see its rows.</>
  if (cell.rows === null) return <>{asSentence(cell.refused?.detail ?? '')}</>
  if (cell.rows === 0) return <>no rows</>
  const what = part === undefined || part === '' ? 'this number' : `its ${partWords(part).toLowerCase()}`
  const count = cell.rows === 1 ? 'One row' : `${cell.rows.toLocaleString('en-US')} rows`
  return (
    <Anchor component="button" type="button" size="sm" onClick={onRows}>
      {count} behind {what}
    </Anchor>
  )
}
