export { alert, type AlertSpec } from './alert.ts'
export { clockDimensions, hourDimension, weekdayDimension } from './clock-dimensions.ts'
export { coreRights, rightId, type CoreRightId } from './core-rights.ts'
export { dashboard, type CardSpec, type DashboardSpec } from './dashboard.ts'
export { dimension, type DimensionSpec } from './dimension.ts'
export {
  extensionPoint,
  type Contribution,
  type ExtensionPoint,
  type ExtensionPointId,
  type ServerContribution,
} from './extension-point.ts'
export { domains, type Domain } from './domain.ts'
export { formFields } from './form-fields.ts'
export { issueWords } from './issue-words.ts'
export { freeze } from './freeze.ts'
export { icons, type Icon } from './icon.ts'
export { importable, type ImportableSpec } from './importable.ts'
export { importColumns } from './import-columns.ts'
export { event, type EventSpec } from './event.ts'
export { job, secondsOf, type Duration, type JobSpec } from './job.ts'
export type { MailSpec } from './mail.ts'
export { metric, type MetricSpec } from './metric.ts'
export { page, type PageSpec, type PathParams } from './page.ts'
export { panel, type PanelQuery, type PanelSpec } from './panel.ts'
export { permission, roles, type PermissionSpec, type Role } from './permission.ts'
export { periodDimension } from './period.ts'
export { apiVersion, definePlugin, type PluginSpec } from './plugin.ts'
export { readRule, rulePhrase, type RuleValue } from './rule.ts'
export { isSecret, secret, type SecretName, type SecretSpec } from './secret.ts'
export type { SettingsOf } from './settings.ts'
export { segment, type SegmentSpec } from './segment.ts'
export { topic, type TopicSpec } from './topic.ts'
export type { UnifiedCategory, UnifiedParts, UnifiedSpec } from './unified.ts'
export type { MustHold } from './sentence.ts'
export { pluginErrors } from './errors.ts'
export { defineErrors, ProblemError, type Issue } from './problem-error.ts'
export {
  defineView,
  optionNames,
  readOptions,
  viewShape,
  type Count,
  type GridSize,
  type PanelOptions,
  type ViewNeeds,
  type ViewShape,
  type ViewSpec,
  type ViewState,
} from './view.ts'
export { webhook, type WebhookSpec } from './webhook.ts'
export { builtInViews, isBuiltIn, type BuiltInView } from './views/built-in.ts'
export { customView } from './views/custom.ts'
