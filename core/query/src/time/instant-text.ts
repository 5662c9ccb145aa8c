import { withinReach } from './reach.ts'

/** ISO text of an instant. Refuses with `time_out_of_reach` what the database could not read. */
export function instantText(at: Temporal.Instant): string {
  return withinReach(at.toString())
}
