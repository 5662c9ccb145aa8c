export { gridColumns } from '../model/ids.ts'
export { drillQuery, panelQuery, trendQuery, type AskedPanel, type PageTime } from '../model/panel-query.ts'
export { loadWebDoors, type PluginEntry, type WebDoors } from './load-web-doors.ts'
export type { MissingPanel, ResolvedDashboard, ResolvedPanel } from '../model/resolved.ts'
