export { inventPeople as inventDemoPeople } from '@tessera/demo-people'
export { openBadNetwork, type BadNetwork, type Direction } from './bad-network.ts'
export { conformance } from './conformance/conformance.ts'
export { aspects, examine, type ConformanceOptions, type Examination } from './conformance/examine.ts'
export { demoTenants, describeDemo, rounded, type Demo, type DemoOptions } from './describe-demo.ts'
export { coreDataDir, emptyDataDir } from './embedded-database.ts'
export { examineTogether, type TogetherExamination } from './conformance/examine-together.ts'
export type { Finding } from './conformance/findings.ts'
export type { CalledProcedure, TestCaller } from './host/call-procedure.ts'
export type { TestImport } from './host/import-file.ts'
export type { LogLine } from './host/open-log.ts'
export { openTestHost, type TestHost, type TestHostOptions } from './host/test-host.ts'
export { testTenants, type TestTenant } from './host/test-tenants.ts'
export {
  describeDatabases,
  describeOneDatabase,
  describeServers,
  quickestDatabase,
  testDatabases,
  type OpenDatabase,
  type TestEngine,
} from './test-databases.ts'
