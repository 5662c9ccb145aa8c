import type { EntityView } from '@tessera/database'
import { givenViews, schemaOf, type Registry } from '@tessera/registry'
import type { Kysely } from 'kysely'
import { unifiedErrors } from '../errors.ts'

/** Views that running plugins give to the layer, and plugins whose name is taken. */
export interface GivenViews {
  readonly views: Readonly<Record<string, EntityView>>
  /** By view, the plugin it comes from. */
  readonly owners: ReadonlyMap<string, string>
  readonly wrong: readonly { readonly plugin: string; readonly error: Error }[]
}

/**
 * Gathers what contracts name under `unified.views`, those left out whose place a generated view has. Of two that give one name, the one that
 * starts first has it.
 */
export function pluginViews(
  registry: Pick<Registry, 'plugins'>,
  db: Kysely<never>,
  own: { readonly generated: ReadonlySet<string>; readonly others: ReadonlySet<string> },
): GivenViews {
  const views: Record<string, EntityView> = {}
  const owners = new Map<string, string>()
  const wrong: { plugin: string; error: Error }[] = []
  for (const { id, contract, server } of registry.plugins()) {
    for (const [name, published] of givenViews(contract)) {
      const view = server?.publish?.[published]
      if (!view) continue
      const by = owners.get(name)
      // why: the view that is generated has the metrics of all plugins of the domain
      if (own.generated.has(name)) continue
      if (by !== undefined || own.others.has(name)) {
        wrong.push({
          plugin: id,
          error: unifiedErrors('view_taken', { view: name, by: by ? `plugin '${by}'` : 'core' }),
        })
        continue
      }
      const { query } = view
      const { sql: statement } = typeof query === 'function' ? query(db).compile() : query.compile(db)
      views[name] = { schema: schemaOf(id), statement }
      owners.set(name, id)
    }
  }
  return { views, owners, wrong }
}
