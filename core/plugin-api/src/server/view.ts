import type { Compilable, Kysely, RawBuilder } from 'kysely'

/** What a published view selects: SQL, or a query made with Kysely. */
export type ViewQuery = RawBuilder<unknown> | ((db: Kysely<never>) => Compilable)

/** A view that plugins which require this one may read. */
export interface PublishedView {
  readonly query: ViewQuery
}

/**
 * Declares a view to be published. Its query names tables of the plugin bare, reads those, core's and views that required plugins publish,
 * and holds no parameters: write values with `sql.lit`. Who reads it sees rows of its tenant only.
 */
export function view(query: ViewQuery): PublishedView {
  return Object.freeze({ query })
}
