import { freeze } from './freeze.ts'
import type { Filter } from './wire/metric-query.ts'

/** A named filter on dimensions, so that "paying customers" means the same in every question. */
export interface SegmentSpec {
  readonly title: string
  /** One sentence: who or what belongs to it. */
  readonly description: string
  /** Conditions on dimensions: own names, or full ids of other plugins' dimensions. */
  readonly filter: Filter
}

/** Declares a segment. */
export function segment<const S extends SegmentSpec>(spec: S): S {
  return freeze(spec)
}
