import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { Link2, RefreshCw } from 'lucide-react'
import { useIsFetching } from '@tanstack/react-query'
import type { PageTime } from '../query/panel-query.ts'
import { formatViewState, searchText } from '../state/view-state.ts'
import { useViewState } from '../state/use-view-state.ts'
import { notifyDone } from '../app/notify.ts'
import { usePageNow } from '../app/now-context.ts'
import { useTRPC } from '../api/trpc.ts'
import { Notice } from './notice.tsx'
import { CompareControl } from './compare-control.tsx'
import { RangeControl } from './range-control.tsx'
import { ZoneControl } from './zone-control.tsx'

/** Range, comparison, zone, refresh and copy link; everything set here stands in the address. */
export function TimeControls({ time, ownRange }: { readonly time: PageTime; readonly ownRange: boolean }) {
  const { update } = useViewState()
  return (
    <Group gap="xs" className="time-controls" role="group" aria-label="Time">
      <RangeControl range={time.range} now={time.now} isOwn={ownRange} onChange={(range) => update({ range })} />
      <CompareControl compare={time.compare} onChange={(compare) => update({ compare })} />
      <ZoneControl zone={time.timeZone} onChange={(timeZone) => update({ timeZone })} />
      <Refresh />
      <CopyLink time={time} />
    </Group>
  )
}

/** Says what the address names but nobody knows. */
export function AddressNotices() {
  const { notices } = useViewState()
  if (notices.length === 0) return null
  return (
    <Notice tone="warn" title="Part of this link is not known">
      <p>{notices.join(' ')}</p>
    </Notice>
  )
}

function Refresh() {
  const trpc = useTRPC()
  const { refresh } = usePageNow()
  const busy = useIsFetching({ queryKey: trpc.metrics.query.queryKey() }) > 0
  return (
    <Tooltip label="Refresh">
      <ActionIcon variant="default" size={30} onClick={refresh} aria-label="Refresh" data-busy={busy || undefined}>
        <RefreshCw size={15} className={busy ? 'turning' : undefined} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  )
}

function CopyLink({ time }: { readonly time: PageTime }) {
  const { state } = useViewState()
  const copy = async () => {
    const { range, compare, timeZone } = time
    const search = searchText(formatViewState({ ...state, range, compare, timeZone }))
    const link = window.location.origin + window.location.pathname + search
    try {
      await navigator.clipboard.writeText(link)
      notifyDone('Link copied. It opens this page as you see it.')
    } catch {
      // why: browsers keep the clipboard from pages served without TLS
      notifyDone(`This browser does not let the page copy. The link is ${link}`)
    }
  }
  return (
    <Tooltip label="Copy link to this view">
      <ActionIcon variant="default" size={30} onClick={() => void copy()} aria-label="Copy link to this view">
        <Link2 size={16} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  )
}
