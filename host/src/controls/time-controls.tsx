import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { Link2 } from 'lucide-react'
import type { PageTime } from '@tessera/registry/web'
import { formatViewState, searchText } from '../state/view-state.ts'
import { useViewState } from '../state/use-view-state.ts'
import { notifyDone } from './notify.ts'
import { Notice } from './notice.tsx'
import { CompareControl } from './compare-control.tsx'
import { LiveControl } from './live-control.tsx'
import { RangeControl } from './range-control.tsx'
import { SegmentControl } from './segment-control.tsx'
import { ZoneControl } from './zone-control.tsx'

/** Range, comparison, zone, segments, refresh and copy link; everything set here stands in the address. */
export function TimeControls({ time, ownRange }: { readonly time: PageTime; readonly ownRange: boolean }) {
  const { state, update } = useViewState()
  return (
    <Group gap="xs" className="time-controls" role="group" aria-label="Time">
      <RangeControl range={time.range} now={time.now} isOwn={ownRange} onChange={(range) => update({ range })} />
      <CompareControl compare={time.compare} onChange={(compare) => update({ compare })} />
      <ZoneControl zone={time.timeZone} onChange={(timeZone) => update({ timeZone })} />
      <SegmentControl segments={state.segments} onChange={(segments) => update({ segments })} />
      <LiveControl pace={state.live} onChange={(live) => update({ live })} />
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
