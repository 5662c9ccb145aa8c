import type { z } from 'zod'
import { freeze } from './freeze.ts'

/** A table of the plugin whose rows other programs and admins bring: by import, over REST, and by the service `records`. */
export interface ImportableSpec {
  /** What its rows are: "Deals". */
  readonly title: string
  /** Where the rows come from, for the admin who brings them. */
  readonly description?: string
  /** Columns that, with the tenant, tell one row from every other. */
  readonly key: readonly [string, ...string[]]
  /**
   * Columns under the names they have in the table `<schema of the plugin>.<name>`, which a migration makes: text, numbers, booleans,
   * `z.enum`, `z.iso.date()` and `z.iso.datetime({ offset: true })`. A row is whole: what is optional and left out of it becomes null.
   * `z.string().meta({ idOf: 'user' })`, or `'account'`, takes ids of any system, as events do, and keeps them as UUID.
   */
  readonly columns: z.ZodObject
  /** Right that who writes it holds: one of the contract's `permissions`, or one of core's; `records:write` when left out. */
  readonly needs?: string
}

/** Declares a table that is imported. */
export function importable<const T extends ImportableSpec>(spec: T): T {
  return freeze(spec)
}
