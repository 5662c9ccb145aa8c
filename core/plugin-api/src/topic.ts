import type { z } from 'zod'
import { freeze } from './freeze.ts'

/** News that a plugin tells as they happen, to who listens in the same tenant. Its full id is `<plugin>.<name>`. */
export interface TopicSpec {
  readonly title: string
  /** What happened when it is told, for who builds on it. */
  readonly description?: string
  /** Shape of what is told. Say what changed and little more: who listens asks for the rest. */
  readonly data: z.ZodType
  /** Right its listeners hold: one of the contract's `permissions`, or one of core's; `metrics:read` when left out. */
  readonly needs?: string
}

/** Declares a topic. */
export function topic<const T extends TopicSpec>(spec: T): T {
  return freeze(spec)
}
