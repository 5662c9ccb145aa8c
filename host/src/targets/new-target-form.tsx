import { Button, Group, NumberInput, Select, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { DimensionInfo, MetricInfo, Target } from '@tessera/plugin-api/wire'
import { dayFrom } from './target-words.ts'
import { ValuePicker } from './value-picker.tsx'

interface NewTarget {
  readonly metric: string
  readonly from: string
  readonly to: string
  readonly dimension: string | null
  readonly value: string | null
  readonly target: { gte: number } | { lte: number }
}

type Bound = 'gte' | 'lte'

/** Asks for a target of a period: its first and last day, what it is of, and its bound. Shares are written in per cent. */
export function NewTargetForm(props: {
  readonly metric: MetricInfo
  readonly dimensions: readonly DimensionInfo[]
  readonly busy: boolean
  readonly onSet: (target: NewTarget) => void
}) {
  const { metric, dimensions, busy, onSet } = props
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const [dimension, setDimension] = useState<string | null>(null)
  const [value, setValue] = useState('')
  const [bound, setBound] = useState<Bound>(() => boundFor(metric))
  const [limit, setLimit] = useState<number | string>('')
  const chosen = dimensions.find(({ id }) => id === dimension)
  const isShare = metric.unit === 'ratio'
  const complete = first !== '' && last !== '' && limit !== '' && (dimension === null || value.trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const number = isShare ? Number((Number(limit) / 100).toPrecision(15)) : Number(limit)
    const target = bound === 'gte' ? { gte: number } : { lte: number }
    const part = dimension === null ? null : value.trim()
    onSet({ metric: metric.id, from: first, to: dayFrom(last, 1), dimension, value: part, target })
  }
  return (
    <form onSubmit={submit} aria-label="Set a target">
      <Group gap="sm" align="end">
        <TextInput
          type="date"
          label="First day"
          value={first}
          onChange={(event) => setFirst(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <TextInput
          type="date"
          label="Last day"
          value={last}
          min={first}
          onChange={(event) => setLast(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        {metric.dimensions.length > 0 && (
          <Select
            label="Of"
            placeholder="all"
            clearable
            value={dimension}
            onChange={(next) => {
              setDimension(next)
              setValue('')
            }}
            data={metric.dimensions.map((id) => ({ value: id, label: titleOf(id, dimensions) }))}
            w={170}
          />
        )}
        {chosen && <ValuePicker key={chosen.id} metric={metric} dimension={chosen} value={value} onChange={setValue} />}
        <Select
          label="Target"
          allowDeselect={false}
          value={bound}
          onChange={(next) => setBound(next === 'lte' ? 'lte' : 'gte')}
          data={[
            { value: 'gte', label: 'at least' },
            { value: 'lte', label: 'at most' },
          ]}
          w={110}
        />
        <NumberInput
          label={isShare ? 'Value in %' : 'Value'}
          withAsterisk={false}
          value={limit}
          onChange={setLimit}
          suffix={isShare ? ' %' : ''}
          thousandSeparator=","
          hideControls
          required
          w={130}
        />
        <Button type="submit" loading={busy} disabled={!complete}>
          Set target
        </Button>
      </Group>
    </form>
  )
}

function boundFor({ target, direction }: MetricInfo): Bound {
  const { lt, lte }: Target = target ?? {}
  return lt !== undefined || lte !== undefined || (target === null && direction === 'down') ? 'lte' : 'gte'
}

function titleOf(id: string, dimensions: readonly DimensionInfo[]): string {
  return dimensions.find((dimension) => dimension.id === id)?.title ?? id
}
