import type { RollupDefinition } from './rollup-definition.ts'
import type { TimeSpan } from './time/time-spans.ts'

export type RollupStatus = 'building' | 'ready' | 'broken' | 'differs'

/** How far a rollup is built for one tenant. */
export interface RollupState {
  readonly status: RollupStatus
  /** Zone whose days it is built by. */
  readonly timeZone: string
  readonly detail: string | null
}

/** What a query may use, as its own snapshot of the data has it. */
export interface RollupView {
  readonly definitions: readonly RollupDefinition[]
  /** By id; missing ones are not built. */
  readonly states: ReadonlyMap<string, RollupState>
  /** Times changed since the rollups were built, by table; null when they are too many to list. */
  readonly changes: ReadonlyMap<string, readonly TimeSpan[] | null>
}
