import type { Compilable, Kysely, RawBuilder } from 'kysely'

/** What a published view selects: SQL, or a query made with Kysely. */
export type ViewQuery = RawBuilder<unknown> | ((db: Kysely<never>) => Compilable)

/** A view that plugins which require this one may read. */
export interface PublishedView {
  readonly query: ViewQuery
  /** Plugins it cannot be made without: it is there where they are. */
  readonly needs?: readonly string[]
}

/**
 * Declares a view to be published. Its query names tables of the plugin bare, reads those, core's and views that required plugins publish,
 * and holds no parameters: write values with `sql.lit`. Who reads it sees rows of its tenant only. One that reads views of a plugin that is
 * optional says so under `needs`: where that one is away the view is not made, and metrics over it need a source.
 */
export function view(query: ViewQuery, { needs = [] }: { readonly needs?: readonly string[] } = {}): PublishedView {
  return Object.freeze(needs.length === 0 ? { query } : { query, needs })
}
