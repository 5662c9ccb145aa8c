import { freeze } from './freeze.ts'

/** An event in words, for people who send it. What its properties must be stands under `events` of the server door. */
export interface EventSpec {
  /** What happened: "Deal won". */
  readonly title: string
  /** What it is counted for, as the end of "post one: …". */
  readonly description?: string
  /** Properties of one. The first event of a contract is the one a tenant without data is shown. */
  readonly example: Readonly<Record<string, unknown>>
}

/** Declares an event. */
export function event<const E extends EventSpec>(spec: E): E {
  return freeze(spec)
}
