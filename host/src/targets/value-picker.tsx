import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { DimensionInfo, MetricInfo } from '@tessera/plugin-api/wire'
import { useFrame } from '../api/use-frame.ts'

const most = 100

/** Chooses a value of a dimension: those the metric had of late, the largest first, by their names; another may be typed. */
export function ValuePicker(props: {
  readonly metric: MetricInfo
  readonly dimension: DimensionInfo
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { metric, dimension, value, onChange } = props
  // why: who has no right to see whom rows tell of has no list of them
  const isListed = dimension.pii !== true
  const [typed, setTyped] = useState('')
  const answer = useFrame(
    {
      metrics: [{ id: metric.id }],
      dimensions: [dimension.id],
      time: { range: { last: 365, unit: 'day', offset: -1 } },
      top: { dimension: dimension.id, by: metric.id, n: most },
    },
    isListed,
  )
  if (!isListed || answer.isError)
    return (
      <TextInput
        label={dimension.title}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        maxLength={500}
        w={180}
      />
    )
  const column = answer.data?.columns.find(({ role }) => role === 'dimension')
  const labels = { ...dimension.labels, ...column?.labels }
  const found = (answer.data?.rows ?? []).flatMap(([cell]) =>
    cell === null || cell === undefined ? [] : [String(cell)],
  )
  const known = [...new Set([...found, ...Object.keys(dimension.labels)])]
  const other = [value, typed.trim()].filter((text) => text !== '' && !known.includes(text) && !isNameOf(text))
  const data = [
    ...known.map((one) => ({ value: one, label: nameOf(one) })),
    ...[...new Set(other)].map((one) => ({ value: one, label: `${one} (no rows yet)` })),
  ]
  return (
    <Select
      label={dimension.title}
      placeholder={answer.isPending ? 'Looking for values' : 'Choose a value'}
      data={data}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      onSearchChange={setTyped}
      searchable
      nothingFoundMessage="Type the value"
      w={180}
    />
  )

  function nameOf(one: string): string {
    return Object.hasOwn(labels, one) ? (labels[one] ?? one) : one
  }

  function isNameOf(text: string): boolean {
    return text === `${value} (no rows yet)` || known.some((one) => nameOf(one) === text)
  }
}
