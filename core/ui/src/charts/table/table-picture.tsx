import { ink } from '../../theme/ink.ts'
import type { ChartProps } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText } from '../chart-text.tsx'
import { summarize } from '../summarize.ts'
import { fitText } from '../../format/text-width.ts'
import { pictureColumns, type PictureCell } from './picture-columns.ts'
import { placeColumns, type PlacedColumn } from './place-columns.ts'

const rowHeight = 28

/** A table as it can be printed: the rows and columns that there is room for, and how many are left out. */
export function TablePicture({ frame, width, height, locale, label }: ChartProps) {
  const columns = pictureColumns(frame, locale)
  const { placed, leftOut } = placeColumns(columns, width)
  const rows = columns[0]?.cells.length ?? 0
  const hasTotal = columns.some(({ total }) => total !== undefined)
  const room = Math.max(0, Math.floor(height / rowHeight) - 1 - (hasTotal ? 1 : 0))
  const cut = rows > room || leftOut > 0
  const shown = Math.min(rows, cut ? Math.max(0, room - 1) : room)
  const below = rowHeight * (shown + 1)
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      {placed.map((column, at) => (
        <Cell key={at} column={column} y={0} cell={{ text: column.title, tone: 'secondary' }} size={12} />
      ))}
      {Array.from({ length: shown }, (_, row) => (
        <g key={row}>
          <Rule y={rowHeight * (row + 1)} width={width} tone={row === 0 ? 'border' : 'grid'} />
          {placed.map((column, at) => (
            <Cell key={at} column={column} y={rowHeight * (row + 1)} cell={column.cells[row]} />
          ))}
        </g>
      ))}
      {hasTotal && (
        <g>
          <Rule y={below} width={width} tone="border" />
          {placed.map((column, at) => (
            <Cell key={at} column={column} y={below} cell={column.total} weight={600} />
          ))}
        </g>
      )}
      {cut && (
        <ChartText x={0} y={below + (hasTotal ? rowHeight : 0) + 18}>
          {fitText(leftOutWords(rows - shown, leftOut), width)}
        </ChartText>
      )}
    </ChartSvg>
  )
}

function Cell(props: {
  readonly column: PlacedColumn
  readonly y: number
  readonly cell: PictureCell | undefined
  readonly size?: number
  readonly weight?: number
}) {
  const { column, y, cell, size = 13, weight } = props
  if (cell === undefined || cell.text === '') return null
  const { x, width, numeric } = column
  const text = fitText(cell.text, width, size)
  return (
    <ChartText
      x={numeric ? x + width : x}
      y={y + 18}
      size={size}
      tone={cell.tone ?? 'text'}
      anchor={numeric ? 'end' : 'start'}
      {...(weight === undefined ? {} : { weight })}
    >
      {text}
    </ChartText>
  )
}

function Rule({ y, width, tone }: { readonly y: number; readonly width: number; readonly tone: string }) {
  return <line x1={0} x2={width} y1={y + 0.5} y2={y + 0.5} stroke={ink(tone)} />
}

function leftOutWords(rows: number, columns: number): string {
  const many = (count: number, what: string) => `${count} more ${what}${count === 1 ? '' : 's'}`
  const parts = [...(rows > 0 ? [many(rows, 'row')] : []), ...(columns > 0 ? [many(columns, 'column')] : [])]
  return `${parts.join(' and ')} not shown`
}
