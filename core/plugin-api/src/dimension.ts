import { freeze } from './freeze.ts'

/** Something metrics can be broken down and filtered by. Which column it is stands with each fact in the server door. */
export interface DimensionSpec {
  readonly title: string
  readonly description?: string
  readonly type?: 'text' | 'number' | 'boolean'
  /** Readable names by value. */
  readonly labels?: Readonly<Record<string, string>>
  /** Colours by value, CSS hex. */
  readonly colors?: Readonly<Record<string, string>>
  /** Its values tell who a person is; they are masked in rows unless the reader may see personal values. */
  readonly pii?: boolean
  /** An extension point whose contributions name the values: key → label (`title`) and colour (`color`). */
  readonly labelsFrom?: string
}

/** Declares a dimension. */
export function dimension<const D extends DimensionSpec>(spec: D): D {
  return freeze(spec)
}
