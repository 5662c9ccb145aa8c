import { Button, Popover, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { CalendarDays } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Range } from '@tessera/plugin-api/wire'
import { PageLoading } from './page-loading.tsx'
import { formatRangeKey } from '../state/range-key.ts'
import { rangePresets, rangeWords } from '../state/range-presets.ts'

const CustomRange = lazy(() =>
  import('./custom-range.tsx').then(({ CustomRange: component }) => ({ default: component })),
)

/** Chooses the range: by name, or by its first and last day. */
export function RangeControl(props: {
  readonly range: Range
  readonly now: string
  /** The range is the dashboard's own, not one that was chosen. */
  readonly isOwn: boolean
  readonly onChange: (range: Range) => void
}) {
  const { range, now, isOwn, onChange } = props
  const [opened, popover] = useDisclosure(false)
  const chosen = formatRangeKey(range)
  const choose = (next: Range) => {
    popover.close()
    onChange(next)
  }
  return (
    <Popover opened={opened} onChange={(open) => !open && popover.close()} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-md"
          onClick={popover.toggle}
          leftSection={<CalendarDays size={15} aria-hidden="true" />}
          aria-label={`Range: ${rangeWords(range)}${isOwn ? ', as the page ships' : ''}`}
        >
          {rangeWords(range)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="range-panel">
        <div className="range-presets">
          {rangePresets.map(({ group, items }) => (
            <Stack key={group} gap={2} role="group" aria-label={group}>
              {items.map((item) => (
                <Button
                  key={item.label}
                  variant={formatRangeKey(item.range) === chosen ? 'light' : 'subtle'}
                  color={formatRangeKey(item.range) === chosen ? 'blue' : 'gray'}
                  aria-pressed={formatRangeKey(item.range) === chosen}
                  size="compact-sm"
                  justify="flex-start"
                  onClick={() => choose(item.range)}
                >
                  {item.label}
                </Button>
              ))}
            </Stack>
          ))}
        </div>
        <Suspense fallback={<PageLoading />}>
          <CustomRange range={range} now={now} onChoose={choose} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
