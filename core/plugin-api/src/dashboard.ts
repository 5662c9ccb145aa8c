import { freeze } from './freeze.ts'
import type { Range } from './wire/metric-query.ts'

/** A panel at its place on the 24-column grid; `h` in rows of 40 px. */
export interface CardSpec {
  /** Name of an own panel, or the full id of another plugin's panel. */
  readonly panel: string
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** A dashboard as its plugin ships it. Users never edit it: they save a copy or an overlay. */
export interface DashboardSpec {
  readonly title: string
  readonly description?: string
  /** Raised with each change, so that copies can offer the update. */
  readonly revision: number
  readonly range?: Range
  /** Short address that leads to it, of the tenant last used or below the place of one. Of several dashboards with one the first has it. */
  readonly address?: '/metrics' | '/dashboard' | '/dashboard/analytics'
  readonly cards: readonly CardSpec[]
}

/** Declares a dashboard. */
export function dashboard<const D extends DashboardSpec>(spec: D): D {
  return freeze(spec)
}
