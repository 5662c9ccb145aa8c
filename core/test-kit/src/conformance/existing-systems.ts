import type { Kysely } from 'kysely'

/** Tables of other systems in the same database that a plugin reads through `tools.existingTable`, as the suite makes them. */
export interface ExistingSystems {
  /**
   * Makes them before the plugin migrates, with rows of both keys and of a third one that is no tenant's: the same amounts for both, at times
   * before noon UTC of 20 November 2026.
   */
  readonly make: (db: Kysely<never>) => Promise<void>
  /** By system, the keys of the first and of the second tenant. */
  readonly keys: Readonly<Record<string, readonly [string, string]>>
}
