import { setImmediate } from 'node:timers/promises'
import type { EventType } from '@tessera/plugin-api/server'
import { maxBatch, type IngestResult } from '@tessera/plugin-api/wire'
import { ingestionErrors } from './errors.ts'
import { checkEvent, type CheckedEvent } from './check-event.ts'
import { UnreadEvent, type EventSlices } from './event-slices.ts'

/** A batch of which every event is known to be right or wrong. */
export interface CheckedBatch {
  /** Right events, each id once. */
  readonly events: readonly CheckedEvent[]
  /** How many were right, ids that came twice counted twice. */
  readonly valid: number
  readonly rejected: IngestResult['rejected']
}

const longestReason = 500

/** Checks a batch slice by slice; others get their turns between. Refuses with `batch_too_large` before anything is read. */
export async function checkBatch(
  { count, slices }: EventSlices,
  types: ReadonlyMap<string, EventType>,
  now: Date,
): Promise<CheckedBatch> {
  if (count > maxBatch) throw ingestionErrors('batch_too_large', { most: maxBatch, given: count })
  const fresh = new Map<string, CheckedEvent>()
  const rejected: IngestResult['rejected'][number][] = []
  let index = 0
  for (const slice of slices) {
    for (const raw of slice) {
      const checked = raw instanceof UnreadEvent ? { rejection: raw } : checkEvent(raw, types, now.getTime())
      if ('rejection' in checked) {
        const { code, reason } = checked.rejection
        rejected.push({ index, code, reason: reason.slice(0, longestReason) })
      } else if (!fresh.has(checked.event.id)) fresh.set(checked.event.id, checked.event)
      index += 1
    }
    await setImmediate()
  }
  return { events: [...fresh.values()], valid: count - rejected.length, rejected }
}
