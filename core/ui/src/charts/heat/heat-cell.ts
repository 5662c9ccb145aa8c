import type { Cell, Frame, FrameColumn } from '@tessera/plugin-api/wire'
import { formatPercent } from '../../format/format-value.ts'
import { formatFigure } from '../../words/format-cell.ts'
import { textWidth } from '../../format/text-width.ts'

/** A coloured square with its place; without a value only its outline. */
export interface HeatCell {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly value: number | null
  /** Name of its colour token; null without a value. */
  readonly token: string | null
  readonly text: string
  /** Its period is not over. */
  readonly partial: boolean
  readonly row: readonly Cell[] | undefined
  readonly title: string
}

/** Size of all cells of a grid, in pixels. */
export interface CellSize {
  readonly width: number
  readonly height: number
}

type Column = Pick<FrameColumn, 'unit' | 'error'>

/** Writes values into cells: as ever, else shares without decimals; empty where not all of them have room. */
export function cellTexts(
  values: readonly (number | null)[],
  size: CellSize,
  { frame, metric, locale }: { readonly frame: Frame; readonly metric: Column; readonly locale: string | undefined },
): (value: number | null) => string {
  const known = values.filter((value) => value !== null)
  const usual = (value: number) => formatFigure(value, metric, { meta: frame.meta, locale })
  const round = (value: number) => formatPercent(value, locale, 0)
  // why: nothing short of all reads 100 %, and what is not nothing does not read 0 %
  const mayRound =
    metric.unit === 'ratio' &&
    metric.error === undefined &&
    known.every((value) => value === 0 || value === 1 || (value >= 0.005 && Math.abs(value - 1) >= 0.005))
  const write = [usual, ...(mayRound ? [round] : [])].find((one) =>
    known.every((value) => textWidth(one(value)) <= size.width - 6),
  )
  return (value) => (value === null || write === undefined || size.height < 16 ? '' : write(value))
}
