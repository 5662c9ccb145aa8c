import type { z } from 'zod'
import type { AlertSpec } from './alert.ts'
import type { ContractProblems } from './contract-problems.ts'
import type { DashboardSpec } from './dashboard.ts'
import type { DimensionSpec } from './dimension.ts'
import type { Domain } from './domain.ts'
import type { EventSpec } from './event.ts'
import type { Contribution, ExtensionPoint, ExtensionPointId } from './extension-point.ts'
import { freeze } from './freeze.ts'
import type { Icon } from './icon.ts'
import type { ImportableSpec } from './importable.ts'
import type { JobSpec } from './job.ts'
import type { MailSpec } from './mail.ts'
import type { MetricSpec } from './metric.ts'
import type { PageSpec } from './page.ts'
import type { PanelSpec } from './panel.ts'
import type { PermissionSpec } from './permission.ts'
import type { SegmentSpec } from './segment.ts'
import type { MustHold } from './sentence.ts'
import type { TopicSpec } from './topic.ts'
import type { UnifiedSpec } from './unified.ts'
import type { ViewSpec } from './view.ts'
import type { WebhookSpec } from './webhook.ts'

/** Number of the plugin API this package offers; a plugin states it in its package.json under `tessera.api`. */
export const apiVersion = 1

type Named<T> = Readonly<Record<string, T>>

/** A plugin's contract: data only, the same in server, browser, jobs and tests. */
export interface PluginSpec {
  /** Kebab-case, equal to `tessera.id` in package.json; prefixes every id of the plugin. */
  readonly id: string
  readonly title: string
  readonly description?: string
  /** Part of the business it speaks of; navigation groups by it. Without one it stands alone under its title. */
  readonly domain?: Domain
  readonly icon?: Icon
  /**
   * Plugins that start first: id → semver range. They must be there, unless `optional`: then what rests on them is left out where
   * they are away, and the rest works.
   */
  readonly requires?: Readonly<Record<string, string | { readonly version: string; readonly optional?: boolean }>>
  /** Per-tenant settings; the host renders the form. */
  readonly settings?: z.ZodType
  /** Rights it knows, beside core's. The full id of one is `<plugin>:<name>`. */
  readonly permissions?: Named<PermissionSpec>
  readonly dimensions?: Named<DimensionSpec>
  readonly metrics?: Named<MetricSpec>
  readonly segments?: Named<SegmentSpec>
  /** Visualizations it brings, for its panels and those of plugins that require it; drawn by `views` of the web door. */
  readonly views?: Named<ViewSpec>
  readonly panels?: Named<PanelSpec>
  readonly dashboards?: Named<DashboardSpec>
  readonly alerts?: Named<AlertSpec>
  /** Pages, drawn by the loaders of the web door under the same names. */
  readonly pages?: Named<PageSpec>
  /** Events it knows, in words and with an example; the first one is shown to tenants that have sent nothing yet. */
  readonly events?: Named<EventSpec>
  /** Tables of its own whose rows are imported. Its migrations make them, under these names. */
  readonly tables?: Named<ImportableSpec>
  /** What it does in the background. */
  readonly jobs?: Named<JobSpec>
  /** What other systems send. */
  readonly webhooks?: Named<WebhookSpec>
  /** Says that it sends mail, and to whom. */
  readonly mail?: MailSpec
  /** What it gives to the unified layer, beside all its metrics. */
  readonly unified?: UnifiedSpec
  /** News it tells as they happen. */
  readonly topics?: Named<TopicSpec>
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

/** Declares a plugin. Names used in panels, dashboards, alerts and pages, and fields that nothing reads, are checked by the compiler. */
export function definePlugin<const P extends PluginSpec>(spec: P & MustHold<ContractProblems<P>>): P {
  return freeze(spec as P)
}
