import { useMemo } from 'react'
import type { Range } from '@tessera/plugin-api/wire'
import { usePageNow } from '../app/now-context.ts'
import { useSession } from '../app/session-context.ts'
import type { PageTime } from '../query/panel-query.ts'
import { defaultCompare } from './compare-presets.ts'
import { defaultRange } from './range-presets.ts'
import { useViewState } from './use-view-state.ts'

/** What the page's panels are asked with: the address first, then the page's own range, then the defaults. */
export function usePageTime(ownRange: Range | null): PageTime {
  const { state } = useViewState()
  const { now } = usePageNow()
  const { tenant } = useSession()
  const { range, compare, timeZone } = state
  return useMemo(
    () => ({
      range: range ?? ownRange ?? defaultRange,
      compare: compare ?? defaultCompare,
      timeZone: timeZone ?? tenant.timeZone,
      now,
    }),
    [range, compare, timeZone, ownRange, tenant.timeZone, now],
  )
}
