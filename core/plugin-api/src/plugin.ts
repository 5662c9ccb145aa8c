import type { z } from 'zod'
import type { AlertSpec } from './alert.ts'
import type { DashboardSpec } from './dashboard.ts'
import type { DimensionSpec } from './dimension.ts'
import type { Contribution, ExtensionPoint, ExtensionPointId } from './extension-point.ts'
import { freeze } from './freeze.ts'
import type { MetricSpec } from './metric.ts'
import type { PanelSpec } from './panel.ts'
import type { PermissionSpec } from './permission.ts'
import type { SegmentSpec } from './segment.ts'
import type { MustHold } from './sentence.ts'

/** Number of the plugin API this package offers; a plugin states it in its package.json under `tessera.api`. */
export const apiVersion = 1

type Named<T> = Readonly<Record<string, T>>

/** A plugin's contract: data only, the same in server, browser, jobs and tests. */
export interface PluginSpec {
  /** Kebab-case, equal to `tessera.id` in package.json; prefixes every id of the plugin. */
  readonly id: string
  readonly title: string
  readonly description?: string
  /** Plugins that must be there and start first: id → semver range. */
  readonly requires?: Readonly<Record<string, string>>
  /** Per-tenant settings; the host renders the form. */
  readonly settings?: z.ZodType
  /** Rights it knows, beside core's. The full id of one is `<plugin>:<name>`. */
  readonly permissions?: Named<PermissionSpec>
  readonly dimensions?: Named<DimensionSpec>
  readonly metrics?: Named<MetricSpec>
  readonly segments?: Named<SegmentSpec>
  readonly panels?: Named<PanelSpec>
  readonly dashboards?: Named<DashboardSpec>
  readonly alerts?: Named<AlertSpec>
  /**
   * REST paths outside `/api/<id>/` that it claims, in the form of `/api/metrics/{name}`. A path has one owner: of two plugins
   * that claim it, the one that starts first has it and the other fails.
   */
  readonly paths?: readonly `/api/${string}`[]
  /** Extension points it offers. */
  readonly extensionPoints?: readonly ExtensionPoint<ExtensionPointId, z.ZodType, never>[]
  /** What it adds to extension points of plugins it requires. */
  readonly contributes?: readonly Contribution[]
}

type Key<P, Field extends keyof PluginSpec> = P extends Record<Field, infer Map> ? Extract<keyof Map, string> : never
type Foreign = `${string}.${string}`

type PanelMetric<P> = P extends { panels: infer Panels }
  ? { [N in keyof Panels]: Panels[N] extends { query: { metrics: readonly (infer M)[] } } ? M : never }[keyof Panels]
  : never
type PanelDimension<P> = P extends { panels: infer Panels }
  ? { [N in keyof Panels]: Panels[N] extends { query: { dimensions: readonly (infer D)[] } } ? D : never }[keyof Panels]
  : never
type CardPanel<P> = P extends { dashboards: infer Boards }
  ? { [N in keyof Boards]: Boards[N] extends { cards: readonly { panel: infer C }[] } ? C : never }[keyof Boards]
  : never
type AlertMetric<P> = P extends { alerts: infer Alerts }
  ? { [N in keyof Alerts]: Alerts[N] extends { metric: infer M } ? M : never }[keyof Alerts]
  : never

type Member<F> = F extends { member: infer M }
  ? M
  : F extends { and: readonly (infer Part)[] } | { or: readonly (infer Part)[] } | { not: infer Part }
    ? Member<Part>
    : never
type SegmentMember<P> = P extends { segments: infer Segments }
  ? { [N in keyof Segments]: Segments[N] extends { filter: infer F } ? Member<F> : never }[keyof Segments]
  : never
type PanelSegment<P> = P extends { panels: infer Panels }
  ? { [N in keyof Panels]: Panels[N] extends { query: { segments: readonly (infer S)[] } } ? S : never }[keyof Panels]
  : never

type Unknown<Used, Known extends string> = Exclude<Extract<Used, string>, Known | Foreign>
type Say<Word extends string, Before extends string, After extends string> = [Word] extends [never]
  ? never
  : `${Before} '${Word}' ${After}`

type Problems<P> =
  | Say<
      Unknown<PanelMetric<P>, Key<P, 'metrics'>>,
      'a panel uses metric',
      "which this plugin does not declare; declare it under metrics, or write '<plugin>.<metric>' for another plugin's"
    >
  | Say<
      Unknown<PanelDimension<P>, Key<P, 'dimensions'>>,
      'a panel uses dimension',
      "which this plugin does not declare; declare it under dimensions, or write '<plugin>.<dimension>' for another plugin's"
    >
  | Say<
      Unknown<PanelSegment<P>, Key<P, 'segments'>>,
      'a panel uses segment',
      "which this plugin does not declare; declare it under segments, or write '<plugin>.<segment>' for another plugin's"
    >
  | Say<
      Unknown<SegmentMember<P>, Key<P, 'dimensions'>>,
      'a segment filters by',
      "which is no dimension of this plugin; declare it under dimensions, or write '<plugin>.<dimension>' for another plugin's"
    >
  | Say<
      Unknown<CardPanel<P>, Key<P, 'panels'>>,
      'a dashboard places panel',
      "which this plugin does not declare; declare it under panels, or write '<plugin>.<panel>' for another plugin's"
    >
  | Say<
      Unknown<AlertMetric<P>, Key<P, 'metrics'>>,
      'an alert watches metric',
      "which this plugin does not declare; declare it under metrics, or write '<plugin>.<metric>' for another plugin's"
    >

/** Declares a plugin. Names used in panels, dashboards and alerts are checked by the compiler. */
export function definePlugin<const P extends PluginSpec>(spec: P & MustHold<Problems<P>>): P {
  return freeze(spec as P)
}
