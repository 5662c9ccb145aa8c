import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { useIsFetching } from '@tanstack/react-query'
import { Check, ChevronDown, RefreshCw } from 'lucide-react'
import { usePageNow } from '../session/now-context.ts'
import { useTRPC } from '../api/trpc.ts'
import type { LivePace } from '../state/view-state.ts'
import { useLiveFigures } from '../live/live-context.ts'
import { useLiveRefresh } from './use-live-refresh.ts'
import { useUpdatedAt } from './use-updated-at.ts'

const paces: readonly { readonly pace: LivePace | null; readonly label: string; readonly short: string }[] = [
  { pace: null, label: 'Off', short: '' },
  { pace: '30s', label: 'Every 30 seconds', short: 'Every 30 s' },
  { pace: '5m', label: 'Every 5 minutes', short: 'Every 5 min' },
]

const clock = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/**
 * Refreshes the figures now, or at a pace; says when they were last updated, by the reader's own clock. Figures whose data change are
 * asked for again by themselves. The pace is for those whose range moves with the clock, as "last 24 hours" does while nothing happens.
 */
export function LiveControl(props: {
  readonly pace: LivePace | null
  readonly onChange: (pace: LivePace | null) => void
}) {
  const { pace, onChange } = props
  const trpc = useTRPC()
  const { refresh } = usePageNow()
  const updatedAt = useUpdatedAt()
  const { isOn } = useLiveFigures()
  const busy = useIsFetching({ queryKey: trpc.metrics.query.queryKey() }) > 0
  useLiveRefresh(pace, refresh)
  const chosen = paces.find((one) => one.pace === pace)
  const time = updatedAt === null ? (busy ? 'Updating …' : 'Not updated') : `Updated ${clock.format(updatedAt)}`
  const updated = isOn ? `Live · ${time.toLowerCase()}` : time
  return (
    <Button.Group>
      <Tooltip label="Refresh">
        <ActionIcon variant="default" size={30} onClick={refresh} aria-label="Refresh" data-busy={busy || undefined}>
          <RefreshCw size={15} className={busy ? 'turning' : undefined} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            size="compact-md"
            className="live-button"
            rightSection={<ChevronDown size={14} aria-hidden="true" />}
            aria-label={`Automatic refresh: ${chosen?.label.toLowerCase() ?? 'off'}. ${updated}`}
          >
            {pace === null ? updated : `${chosen?.short} · ${time.toLowerCase()}`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Refresh also by the clock</Menu.Label>
          {paces.map((one) => (
            <Menu.Item
              key={one.label}
              rightSection={one.pace === pace ? <Check size={16} aria-label="chosen" /> : undefined}
              onClick={() => onChange(one.pace)}
            >
              {one.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  )
}
