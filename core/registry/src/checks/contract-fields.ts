import type {
  AlertSpec,
  DashboardSpec,
  DimensionSpec,
  EventSpec,
  ImportableSpec,
  JobSpec,
  MailSpec,
  MetricSpec,
  PageSpec,
  PanelQuery,
  PanelSpec,
  PermissionSpec,
  PluginSpec,
  SegmentSpec,
  TopicSpec,
  UnifiedSpec,
  ViewSpec,
  WebhookSpec,
} from '@tessera/plugin-api'

type Fields<Spec> = Readonly<Record<keyof Spec, true>>

const plugin: Fields<PluginSpec> = {
  id: true,
  title: true,
  description: true,
  domain: true,
  icon: true,
  requires: true,
  settings: true,
  permissions: true,
  dimensions: true,
  metrics: true,
  segments: true,
  views: true,
  panels: true,
  dashboards: true,
  alerts: true,
  pages: true,
  events: true,
  tables: true,
  jobs: true,
  webhooks: true,
  mail: true,
  unified: true,
  topics: true,
  paths: true,
  extensionPoints: true,
  contributes: true,
}
const permissions: Fields<PermissionSpec> = { title: true, description: true, roles: true }
const dimensions: Fields<DimensionSpec> = {
  title: true,
  description: true,
  type: true,
  labels: true,
  colors: true,
  pii: true,
  labelsFrom: true,
}
const metrics: Fields<MetricSpec> = {
  title: true,
  description: true,
  unit: true,
  direction: true,
  tier: true,
  dimensions: true,
  target: true,
  targetDays: true,
  minSample: true,
  margin: true,
  rules: true,
  derivedFrom: true,
  owner: true,
  version: true,
  status: true,
}
const segments: Fields<SegmentSpec> = { title: true, description: true, filter: true }
const views: Fields<ViewSpec> = {
  title: true,
  needs: true,
  options: true,
  state: true,
  metricOptions: true,
  size: true,
  empty: true,
}
const panels: Fields<PanelSpec> = { title: true, subtitle: true, view: true, query: true, options: true, drill: true }
const dashboards: Fields<DashboardSpec> = {
  title: true,
  description: true,
  revision: true,
  range: true,
  address: true,
  cards: true,
}
const alerts: Fields<AlertSpec> = { title: true, metric: true, by: true, when: true, for: true, severity: true }
const pages: Fields<PageSpec> = { title: true, path: true, icon: true, nav: true, needs: true }
const events: Fields<EventSpec> = { title: true, description: true, example: true }
const jobs: Fields<JobSpec> = {
  title: true,
  description: true,
  per: true,
  schedule: true,
  follows: true,
  timeout: true,
  retries: true,
  asPeople: true,
}
const webhooks: Fields<WebhookSpec> = { title: true, description: true, maxKilobytes: true }
const topics: Fields<TopicSpec> = { title: true, description: true, data: true, needs: true }
const tables: Fields<ImportableSpec> = { title: true, description: true, key: true, columns: true, needs: true }
const mail: Fields<MailSpec> = { to: true }
const unified: Fields<UnifiedSpec> = { entity: true, categories: true, parts: true, views: true }
const query: Fields<PanelQuery> = {
  metrics: true,
  dimensions: true,
  filters: true,
  segments: true,
  grain: true,
  range: true,
  rules: true,
  compare: true,
  samples: true,
  totals: true,
  order: true,
  limit: true,
}

/** Fields of a contract. */
export const contractFields: readonly string[] = Object.keys(plugin)

/** Fields of what a contract declares, by the field it declares it under, with the word for one of them. */
export const declaredFields = {
  permissions: { word: 'permission', fields: Object.keys(permissions) },
  dimensions: { word: 'dimension', fields: Object.keys(dimensions) },
  metrics: { word: 'metric', fields: Object.keys(metrics) },
  segments: { word: 'segment', fields: Object.keys(segments) },
  views: { word: 'view', fields: Object.keys(views) },
  panels: { word: 'panel', fields: Object.keys(panels) },
  dashboards: { word: 'dashboard', fields: Object.keys(dashboards) },
  alerts: { word: 'alert', fields: Object.keys(alerts) },
  pages: { word: 'page', fields: Object.keys(pages) },
  events: { word: 'event', fields: Object.keys(events) },
  jobs: { word: 'job', fields: Object.keys(jobs) },
  webhooks: { word: 'webhook', fields: Object.keys(webhooks) },
  topics: { word: 'topic', fields: Object.keys(topics) },
  tables: { word: 'table', fields: Object.keys(tables) },
} as const satisfies Readonly<Partial<Record<keyof PluginSpec, { word: string; fields: readonly string[] }>>>

/** Fields of what a contract says about mail. */
export const mailFields: readonly string[] = Object.keys(mail)

/** Fields of what a contract gives to the unified layer. */
export const unifiedFields: readonly string[] = Object.keys(unified)

/** Fields of a panel's query. */
export const queryFields: readonly string[] = Object.keys(query)
