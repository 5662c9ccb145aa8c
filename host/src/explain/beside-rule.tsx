import { Button, NumberInput } from '@mantine/core'
import { formatCell, formatChange } from '@tessera/ui'
import type { Frame, MetricInfo, MetricQuery, MetricRule, RuleInForce } from '@tessera/plugin-api/wire'
import { useState } from 'react'
import { useFrame } from '../api/use-frame.ts'
import { problemOf } from '../api/problem-of.ts'
import { ruleValues } from './rule-values.ts'

type Value = RuleInForce['value']

/** The total of a metric over the range, by one value of a rule. */
function totalBy(
  { metrics, time, filters, segments, rules }: MetricQuery,
  metric: string,
  [id, value]: [string, Value],
) {
  const own = metrics.find((one) => one.id === metric)
  const { grain: _, ...range } = time ?? {}
  return {
    metrics: [{ id: metric, ...(own?.filters ? { filters: own.filters } : {}) }],
    ...(time ? { time: range as NonNullable<MetricQuery['time']> } : {}),
    ...(filters ? { filters } : {}),
    ...(segments ? { segments } : {}),
    rules: { ...rules, [id]: value },
  } satisfies MetricQuery
}

/** What a metric comes to by the rule in force and by others, side by side; asked for when somebody wants to see it. */
export function BesideRule(props: {
  readonly rule: RuleInForce
  readonly info: MetricRule
  readonly metric: MetricInfo
  readonly query: MetricQuery
}) {
  const { rule, info, metric, query } = props
  const [open, setOpen] = useState(false)
  const [tried, setTried] = useState<number | null>(null)
  if (!open)
    return (
      <Button variant="subtle" size="compact-xs" onClick={() => setOpen(true)}>
        Compare side by side
      </Button>
    )
  const choices = ruleValues(info)
  const others = choices.length > 0 ? choices : tried === null ? [] : [tried]
  const values = [rule.value, ...others.filter((value) => value !== rule.value)]
  return (
    <div className="rule-beside">
      <table>
        <caption>
          {metric.title}, by {info.title.toLowerCase()}
        </caption>
        <tbody>
          {values.map((value) => (
            <ByRule key={String(value)} {...{ metric, query }} id={rule.id} value={value} inForce={rule.value} />
          ))}
        </tbody>
      </table>
      {choices.length === 0 && (
        <NumberInput
          size="xs"
          label="Beside"
          placeholder="another value"
          value={tried ?? ''}
          onChange={(value) => setTried(typeof value === 'number' ? value : null)}
        />
      )}
    </div>
  )
}

function ByRule(props: {
  readonly metric: MetricInfo
  readonly query: MetricQuery
  readonly id: string
  readonly value: Value
  readonly inForce: Value
}) {
  const { metric, query, id, value, inForce } = props
  const answer = useFrame(totalBy(query, metric.id, [id, value]))
  const base = useFrame(totalBy(query, metric.id, [id, inForce]))
  const phrase = answer.data?.meta.rules?.find((rule) => rule.id === id)?.phrase ?? String(value)
  return (
    <tr>
      <th scope="row">{phrase}</th>
      {answer.isError ? (
        <td colSpan={2}>{problemOf(answer.error).detail}</td>
      ) : (
        <>
          <td className="number">{answer.data === undefined ? '…' : cellOf(answer.data)}</td>
          <td className="number">{value === inForce ? 'in force' : changeOf(answer.data, base.data)}</td>
        </>
      )}
    </tr>
  )
}

/** The one number of a total, with its column. */
function figureOf({ columns, rows }: Frame) {
  const at = columns.findIndex(({ role }) => role === 'metric')
  return { column: columns[at], value: rows[0]?.[at] ?? null }
}

function cellOf(frame: Frame): string {
  const { column, value } = figureOf(frame)
  return column === undefined ? '' : formatCell(value, column, { meta: frame.meta })
}

/** By how much one differs from what is in force: neither is better. */
function changeOf(frame: Frame | undefined, inForce: Frame | undefined): string {
  if (frame === undefined || inForce === undefined) return ''
  const { column, value } = figureOf(frame)
  const { text, word } = formatChange(value, figureOf(inForce).value, { unit: column?.unit })
  return word === 'unchanged' ? 'the same' : text
}
