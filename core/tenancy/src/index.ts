export { administersAll } from './administers-all.ts'
export { findDemoPerson, hasDemo, markDemo, notOfDemo } from './demo/demo-marks.ts'
export { demoEmail, demoPeople } from './demo/demo-people.ts'
export { tenancyErrors } from './errors.ts'
export { authTables } from './schema/auth-tables.ts'
export { type MemberNow, memberNow, membersNow, roleOf } from './members-now.ts'
export { migrateCore } from './schema/migrate-core.ts'
export {
  type PluginSwitches,
  enabledPlugins,
  readEnabledPlugins,
  readSwitches,
  switchPlugin,
  switchesColumn,
  tenantsWith,
} from './tenant-plugins.ts'
export { type TenantKey, listTenantKeys, setTenantKey } from './tenant-keys.ts'
export {
  type TenantRow,
  createTenant,
  findTenant,
  listTenants,
  readTenant,
  slugForm,
  tenantColumns,
  tenantContext,
} from './tenants.ts'
