import type { Bucket, Frame } from '@tessera/plugin-api/wire'
import type { Selection } from '../../tooltip/hit.ts'

/** What is picked with one bucket of a time axis: from its start to that of the next, or to the end of the range. */
export function rangeOf(frame: Frame, buckets: readonly Bucket[], index: number): Selection {
  const { to, toInstant } = frame.meta.range
  // why: where the clock was set back, the time it shows at the end of the range says less than the instant
  const rangeEnd = to.endsWith('T00:00:00') ? to : toInstant
  return { kind: 'range', from: buckets[index]?.label ?? '', to: buckets[index + 1]?.label ?? rangeEnd }
}
