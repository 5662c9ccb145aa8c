export type { Database, DatabaseOptions, TransactionOptions } from './database.ts'
