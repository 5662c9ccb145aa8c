import type { Frame } from '@tessera/plugin-api/wire'
import { formatChange } from '../../format/format-change.ts'
import { formatTarget, targetVerdict } from '../../format/target-verdict.ts'
import { partialRows } from '../../frame/is-partial.ts'
import { cellOf, numberOf, readFrame, type MetricColumn, type ReadColumn } from '../../frame/read-frame.ts'
import { marginOf, marginOfChange } from '../../frame/margin-of.ts'
import { comparisonWords, longerSpan } from '../../words/comparison-words.ts'
import { formatCell } from '../../words/format-cell.ts'
import { nameOf } from '../../words/name-of.ts'
import { capitalize } from '../metric-lines.ts'
import { aimWords } from './aim-words.ts'
import { isDimension, tableColumns, type TableColumn, type TableRow } from './table-columns.ts'

/** What stands in one cell of a drawn table. */
export interface PictureCell {
  readonly text: string
  readonly tone?: string
}

/** A column of a drawn table: its title, its cells by row, and what stands below them. */
export interface PictureColumn {
  readonly title: string
  readonly numeric: boolean
  readonly cells: readonly PictureCell[]
  readonly total?: PictureCell | undefined
}

/** A frame as columns of text. Totals stand a row for each metric; a comparison is a column of values and one of changes. */
export function pictureColumns(frame: Frame, locale: string | undefined): readonly PictureColumn[] {
  const { time, dimensions, metrics } = readFrame(frame)
  const stands = time === undefined && dimensions.length === 0 && metrics.length > 0 && frame.rows.length <= 1
  return stands ? standing(frame, metrics, locale) : lying(frame, locale)
}

function lying(frame: Frame, locale: string | undefined): readonly PictureColumn[] {
  const total = frame.totals?.find(({ by }) => by.length === 0)?.rows[0]
  return tableColumns(frame, locale).flatMap(({ title, numeric, column, compared, aimed, decimals }, at) => {
    if (aimed !== undefined) return [aimColumn(frame, aimed, { title, locale })]
    const isKey = column.role === 'time' || column.role === 'dimension'
    const write = (row: TableRow): PictureCell => ({
      text: textOf(frame, { column, compared, decimals }, { row, locale }),
    })
    const values = {
      title,
      numeric,
      cells: frame.rows.map(write),
      ...(total && { total: isKey ? { text: at === 0 ? 'Total' : '' } : write(total) }),
    }
    if (compared === undefined) return [values]
    const change = (row: TableRow) => changeOf(frame, { metric: compared, column }, { row, locale })
    return [values, { title: '', numeric, cells: frame.rows.map(change), ...(total && { total: change(total) }) }]
  })
}

function standing(
  frame: Frame,
  metrics: readonly MetricColumn[],
  locale: string | undefined,
): readonly PictureColumn[] {
  const row = frame.rows[0] ?? []
  const most = metrics.reduce<readonly ReadColumn[]>(
    (longest, { comparisons }) => (comparisons.length > longest.length ? comparisons : longest),
    [],
  )
  const nothing: PictureCell = { text: '' }
  const compared = most.flatMap((named, at) => [
    {
      title: capitalize(comparisonWords(frame, named, locale)),
      numeric: true,
      cells: metrics.map((metric) => {
        const column = metric.comparisons[at]
        return column ? { text: textOf(frame, { column, compared: metric }, { row, locale }) } : nothing
      }),
    },
    {
      title: '',
      numeric: true,
      cells: metrics.map((metric) => {
        const column = metric.comparisons[at]
        return column ? changeOf(frame, { metric, column }, { row, locale }) : nothing
      }),
    },
  ])
  const aimed = metrics.some(({ target }) => target !== undefined)
  return [
    { title: 'Metric', numeric: false, cells: metrics.map(({ title }) => ({ text: title })) },
    {
      title: 'Value',
      numeric: true,
      cells: metrics.map((column) => ({ text: textOf(frame, { column, compared: undefined }, { row, locale }) })),
    },
    ...compared,
    ...(aimed
      ? [{ title: 'Target', numeric: true, cells: metrics.map((metric) => targetOf(frame, metric, { row, locale })) }]
      : []),
  ]
}

function aimColumn(
  frame: Frame,
  metric: MetricColumn,
  { title, locale }: { readonly title: string; readonly locale: string | undefined },
): PictureColumn {
  const isPartial = partialRows(frame)
  const cells = frame.rows.map((row): PictureCell => {
    const { target, reached, tone } = aimWords(frame, metric, { row, locale, partial: isPartial(row) })
    return reached === '' ? { text: target } : { text: `${target}, ${reached}`, tone }
  })
  return { title, numeric: true, cells }
}

interface At {
  readonly row: TableRow
  readonly locale: string | undefined
}

function textOf(
  frame: Frame,
  { column, compared, decimals }: Pick<TableColumn, 'column' | 'compared' | 'decimals'>,
  { row, locale }: At,
) {
  if (isDimension(column)) return nameOf(row, column, locale)
  return formatCell(cellOf(row, column), compared ?? column, { meta: frame.meta, locale, decimals })
}

function changeOf(
  frame: Frame,
  { metric, column }: { readonly metric: MetricColumn; readonly column: ReadColumn },
  { row, locale }: At,
): PictureCell {
  const n = numberOf(cellOf(row, metric.sample))
  const longer = longerSpan(frame, column, row) !== undefined
  const { verdict, arrow, text } = formatChange(cellOf(row, metric), cellOf(row, column), {
    ...metric,
    n,
    margin: marginOfChange(row, metric, column),
    locale,
    longer,
  })
  if (verdict === 'none') return { text: '' }
  return { text: `${arrow} ${text}`, tone: verdict === 'neutral' ? 'secondary' : verdict }
}

function targetOf(frame: Frame, metric: MetricColumn, { row, locale }: At): PictureCell {
  const { unit, target, sample, error } = metric
  if (target === undefined) return { text: '' }
  const n = numberOf(cellOf(row, sample))
  const verdict = targetVerdict(cellOf(row, metric), target, { unit, n, error, margin: marginOf(row, metric) })
  const text = formatTarget(target, { unit, currency: frame.meta.currency, locale })
  return { text: verdict === 'unknown' ? text : `${text}, ${verdict}`, tone: 'secondary' }
}
