import { useRef } from 'react'
import { formatCell } from '../../words/format-cell.ts'
import { formatTarget, targetVerdict } from '../../format/target-verdict.ts'
import { comparisonWords } from '../../words/comparison-words.ts'
import { cellOf, numberOf, readFrame, type MetricColumn } from '../../frame/read-frame.ts'
import { marginOf } from '../../frame/margin-of.ts'
import type { ChartProps } from '../chart-props.ts'
import { capitalize, metricLines } from '../metric-lines.ts'
import { summarize } from '../summarize.ts'
import { tableColumns } from './table-columns.ts'
import { TableCell } from './table-cell.tsx'
import { TableScroll } from './table-scroll.tsx'

/** Totals as a table: a line for each metric, or for one metric a line for each of its values. */
export function MetricTable(props: ChartProps) {
  const { frame, width, height, locale, label } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [metric, ...others] = readFrame(frame).metrics
  return (
    <TableScroll scroller={scroller} width={width} height={height} label={label ?? summarize(frame, locale)}>
      {metric !== undefined && others.length === 0 ? (
        <OneMetric metric={metric} {...props} />
      ) : (
        <Metrics frame={frame} locale={locale} />
      )}
    </TableScroll>
  )
}

function OneMetric({ metric, frame, locale }: ChartProps & { readonly metric: MetricColumn }) {
  return (
    <table className="t-table t-table-still t-table-one">
      <tbody>
        {metricLines(frame, metric, { row: frame.rows[0], locale, name: 'Value' }).map(({ name, value, ...line }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="t-num">
              {value}
              {line.note !== undefined && (
                <span className={`t-note-beside t-${line.verdict ?? 'none'}`}>{line.note}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Metrics({ frame, locale }: Pick<ChartProps, 'frame' | 'locale'>) {
  const { metrics } = readFrame(frame)
  const columns = tableColumns(frame, locale)
  const row = frame.rows[0] ?? []
  const comparisons = longest(metrics)
  const sampled = metrics.some(({ sample }) => sample !== undefined)
  const aimed = metrics.some(({ target }) => target !== undefined)
  const cell = (id: string | undefined, key: string) => {
    const column = columns.find((candidate) => candidate.id === id)
    if (column === undefined) return <td key={key} />
    return <TableCell key={key} {...{ frame, column, row, locale }} onSelect={undefined} />
  }
  return (
    <table className="t-table t-table-still">
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col" className="t-num">
            Value
          </th>
          {comparisons.map((column) => (
            <th key={column.name} scope="col" className="t-num">
              {capitalize(comparisonWords(frame, column, locale))}
            </th>
          ))}
          {sampled && (
            <th scope="col" className="t-num" title="Observations behind the value">
              n
            </th>
          )}
          {aimed && <th scope="col">Target</th>}
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <tr key={metric.name}>
            <th scope="row">{metric.title}</th>
            <td className="t-num">{formatCell(cellOf(row, metric), metric, { meta: frame.meta, locale })}</td>
            {comparisons.map(({ name }, index) => cell(metric.comparisons[index]?.name, name))}
            {sampled && cell(metric.sample?.name, 'n')}
            {aimed && <td>{targetWords(metric, { row, currency: frame.meta.currency, locale })}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function longest(metrics: readonly MetricColumn[]): MetricColumn['comparisons'] {
  return metrics.reduce<MetricColumn['comparisons']>(
    (most, { comparisons }) => (comparisons.length > most.length ? comparisons : most),
    [],
  )
}

function targetWords(
  metric: MetricColumn,
  format: {
    readonly row: Parameters<typeof cellOf>[0]
    readonly currency: string | undefined
    readonly locale: string | undefined
  },
): string {
  const { unit, target, sample, error } = metric
  if (target === undefined) return '–'
  const n = numberOf(cellOf(format.row, sample))
  const verdict = targetVerdict(cellOf(format.row, metric), target, {
    unit,
    n,
    error,
    margin: marginOf(format.row, metric),
  })
  const text = formatTarget(target, { unit, currency: format.currency, locale: format.locale })
  return verdict === 'unknown' ? text : `${text}, ${verdict}`
}
