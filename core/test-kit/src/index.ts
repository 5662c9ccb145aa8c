export { describeDatabases, testDatabases, type OpenDatabase, type TestEngine } from './test-databases.ts'
