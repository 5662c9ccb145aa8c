import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { formatCell } from '../words/format-cell.ts'
import { formatSpan } from '../format/format-date.ts'
import { emptyReason } from '../words/empty-reason.ts'
import { partialRows } from '../frame/is-partial.ts'
import { nameOf } from '../words/name-of.ts'
import { cellOf, numberOf, readFrame, type MetricColumn, type Reading } from '../frame/read-frame.ts'
import { metricLines } from './metric-lines.ts'

/** Categories a summary names before it counts the rest. */
const named = 5

/** A frame in words: the text that stands for a chart where it cannot be seen. */
export function summarize(frame: Frame, locale?: string): string {
  const reading = readFrame(frame)
  const span = formatSpan(frame.meta.range, locale)
  const titles = reading.metrics.map((metric) => metric.title).join(', ')
  const reason = emptyReason(frame, locale)
  if (reason !== null) return `${titles || 'No metric'}: no data. ${reason}`
  if (reading.time !== undefined) return `${overTime(frame, reading, locale)} ${span}.`
  if (reading.dimensions.length > 0) return `${byCategory(frame, reading, locale)} ${span}.`
  const row = frame.rows[0]
  const said = reading.metrics.map((metric) => `${sentence(frame, row, { metric, locale })}.`)
  return `${said.join(' ')} ${span}.`
}

function sentence(
  frame: Frame,
  row: readonly Cell[] | undefined,
  { metric, locale }: { readonly metric: MetricColumn; readonly locale: string | undefined },
): string {
  const [value, ...rest] = metricLines(frame, metric, { row, locale })
  const details = rest.map((line) => `${line.name} ${line.value}${line.note === undefined ? '' : `, ${line.note}`}`)
  return `${value?.name} ${value?.value}${details.length === 0 ? '' : ` (${details.join('; ')})`}`
}

function byCategory(frame: Frame, { dimensions, metrics }: Reading, locale: string | undefined): string {
  const metric = metrics[0]
  if (metric === undefined) return ''
  const said = frame.rows.slice(0, named).map((row) => {
    const name = dimensions.map((dimension) => nameOf(row, dimension, locale)).join(', ')
    return `${name} ${formatCell(cellOf(row, metric), metric, { meta: frame.meta, locale })}`
  })
  const rest = frame.rows.length - said.length
  const by = dimensions.map((dimension) => dimension.title).join(' and ')
  return `${metric.title} by ${by}: ${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`
}

function overTime(frame: Frame, { time, dimensions, metrics }: Reading, locale: string | undefined): string {
  const isPartial = partialRows(frame)
  const said = metrics.map((metric) => {
    const known = frame.rows.filter((row) => numberOf(cellOf(row, metric)) !== null)
    const whole = known.filter((row) => !isPartial(row))
    const rows = whole.length > 0 ? whole : known
    const sorted = rows.toSorted((a, b) => Number(cellOf(a, metric)) - Number(cellOf(b, metric)))
    const tell = (row: readonly Cell[] | undefined) => {
      const when = time === undefined ? '' : formatCell(cellOf(row, time), time, { meta: frame.meta, locale })
      const who = dimensions.map((dimension) => ` for ${nameOf(row, dimension, locale)}`).join('')
      return `${formatCell(cellOf(row, metric), metric, { meta: frame.meta, locale })}${who} on ${when}`
    }
    const ends = dimensions.length > 0 ? '' : ` First ${tell(rows[0])}, last ${tell(rows.at(-1))};`
    const running =
      dimensions.length === 0 && rows === whole && known.at(-1) !== whole.at(-1) ? known.at(-1) : undefined
    const soFar = running === undefined ? '' : ` Not complete: ${tell(running)}.`
    return `${metric.title} over time.${ends} lowest ${tell(sorted[0])}, highest ${tell(sorted.at(-1))}.${soFar}`
  })
  return said.join(' ')
}
