import { useMemo } from 'react'
import type { Range } from '@tessera/plugin-api/wire'
import { usePageNow } from '../session/now-context.ts'
import { useSession } from '../session/session-context.ts'
import type { PageTime } from '@tessera/registry/web'
import { defaultCompare } from './compare-presets.ts'
import { defaultRange } from './range-presets.ts'
import { useViewState } from './use-view-state.ts'

/** What the page's panels are asked with: the address first, then the page's own range, then the defaults. */
export function usePageTime(ownRange: Range | null): PageTime {
  const { state } = useViewState()
  const { now } = usePageNow()
  const { tenant } = useSession()
  const { range, compare, timeZone } = state
  // why: every reading of the address makes a new list, and a new list would ask all panels anew
  const segments = state.segments.join(',')
  return useMemo(
    () => ({
      range: range ?? ownRange ?? defaultRange,
      compare: compare ?? defaultCompare,
      timeZone: timeZone ?? tenant.timeZone,
      segments: segments === '' ? [] : segments.split(','),
      now,
    }),
    [range, compare, timeZone, segments, ownRange, tenant.timeZone, now],
  )
}
