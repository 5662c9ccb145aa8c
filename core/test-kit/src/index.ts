export { inventPeople as inventDemoPeople } from '@tessera/demo-people'
export { openBadNetwork, type BadNetwork, type Direction } from './bad-network.ts'
export { conformance } from './conformance/conformance.ts'
export { aspects, examine, type ConformanceOptions, type Examination } from './conformance/examine.ts'
export { coreDataDir, emptyDataDir } from './embedded-database.ts'
export type { Finding } from './conformance/findings.ts'
export type { CalledProcedure, TestCaller } from './host/call-procedure.ts'
export type { TestImport } from './host/import-file.ts'
export type { LogLine } from './host/open-log.ts'
export { openTestHost, type TestHost, type TestHostOptions } from './host/test-host.ts'
export { testTenants, type TestTenant } from './host/test-tenants.ts'
export {
  describeDatabases,
  describeOneDatabase,
  testDatabases,
  type OpenDatabase,
  type TestEngine,
} from './test-databases.ts'
