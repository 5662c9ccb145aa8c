import { freeze } from './freeze.ts'
import type { Target } from './wire/catalogue.ts'

/** A condition worth waking somebody for. Declared with the plugin, evaluated by the alert engine. */
export interface AlertSpec {
  readonly title: string
  /** Own metric name, or a full id. */
  readonly metric: string
  readonly by?: readonly string[]
  /** Fires while the value is so. */
  readonly when: Target
  /** How long it must hold, as `30m`, `1h`, `2d`. */
  readonly for?: string
  readonly severity?: 'info' | 'warning' | 'critical'
}

/** Declares an alert. */
export function alert<const A extends AlertSpec>(spec: A): A {
  return freeze(spec)
}
