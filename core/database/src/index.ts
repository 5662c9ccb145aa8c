export { appRole } from './app-role.ts'
export type { Database, DatabaseOptions, TransactionOptions } from './database.ts'
export { databaseErrors } from './errors.ts'
export { openDatabase } from './open-database.ts'
