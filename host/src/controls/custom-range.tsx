import { DatePicker } from '@mantine/dates'
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useSession } from '../session/session-context.ts'
import type { Range } from '@tessera/plugin-api/wire'

/** Sunday is 0, as the calendar counts. */
const dayNumbers = [0, 1, 2, 3, 4, 5, 6] as const

type Days = [string | null, string | null]

/** Chooses a range by its first and last day, both included. */
export function CustomRange(props: {
  readonly range: Range
  readonly now: string
  readonly onChoose: (range: Range) => void
}) {
  const { range, now, onChoose } = props
  const { tenant } = useSession()
  const [days, setDays] = useState<Days>(() => daysOf(range))
  const [first, last] = days
  const firstDay = dayNumbers[tenant.weekStart % 7] ?? 1

  const complete = first !== null && last !== null
  return (
    <div>
      <DatePicker
        type="range"
        allowSingleDateInRange
        value={days}
        onChange={(next) => setDays(next)}
        defaultDate={first ?? now.slice(0, 10)}
        size="sm"
        weekendDays={[]}
        hideOutsideDates
        firstDayOfWeek={firstDay}
        ariaLabels={{
          nextMonth: 'Next month',
          previousMonth: 'Previous month',
        }}
      />
      <Group justify="space-between" mt="sm">
        <Text size="xs" c="dimmed">
          {complete ? `${first} to ${last}` : first === null ? 'Choose the first day' : 'Choose the last day'}
        </Text>
        <Button
          size="compact-sm"
          disabled={!complete}
          onClick={() => complete && onChoose({ from: first, to: dayAfter(last) })}
        >
          Apply
        </Button>
      </Group>
    </div>
  )
}

function daysOf(range: Range): Days {
  if (!('from' in range) || range.from.includes('T') || range.to.includes('T')) return [null, null]
  return [range.from, shiftDay(range.to, -1)]
}

function dayAfter(day: string): string {
  return shiftDay(day, 1)
}

function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}
