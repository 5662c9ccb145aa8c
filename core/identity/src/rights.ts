import { pluginErrors, type Role } from '@tessera/plugin-api'
import type { RightBook } from '@tessera/registry'
import { identityErrors } from './errors.ts'

/** What a key may do now: what it was made with, as far as that is still there and its owner could still give it. */
export function scopesNow(
  book: Pick<RightBook, 'keyRightsOf'>,
  key: { readonly scopes: readonly string[]; readonly ownerRole: Role | null },
  enabled: ReadonlySet<string>,
): ReadonlySet<string> {
  // A key of nobody lasts, so it is bound by what an admin could give.
  const most = book.keyRightsOf(key.ownerRole ?? 'admin', enabled)
  return new Set(key.scopes.filter((scope) => most.has(scope)))
}

/** Refuses scopes that no key of the tenant can have, with `plugin_disabled` or `scope_unknown`. */
export function assertScopes(
  book: Pick<RightBook, 'rights'>,
  scopes: readonly string[],
  enabled: ReadonlySet<string>,
): void {
  const known = book.rights(enabled).flatMap(({ id, keys }) => (keys.length > 0 ? id : []))
  const scope = scopes.find((asked) => !known.includes(asked))
  if (scope === undefined) return
  const off = book.rights().find(({ id }) => id === scope)?.plugin
  if (off && !enabled.has(off)) throw pluginErrors('plugin_disabled', { plugin: off })
  throw identityErrors('scope_unknown', { scope, known: known.join(', ') })
}
