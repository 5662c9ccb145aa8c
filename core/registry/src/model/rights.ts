import { coreRights, rightId, type PermissionSpec, type Role } from '@tessera/plugin-api'
import type { PluginSet } from './plugin-set.ts'

/** A right there is, of core or of a running plugin. */
export interface Right {
  /** As `metrics:read` or `sales:edit_quota`. */
  readonly id: string
  /** Null for core's own. */
  readonly plugin: string | null
  readonly title: string
  readonly description: string
  /** Roles whose signed-in people have it. */
  readonly roles: readonly Role[]
  /** Roles whose people may have keys with it. */
  readonly keys: readonly Role[]
}

/** Rights of core and of plugins, seen live: that of a plugin is gone once the plugin has failed. */
export interface RightBook {
  /** Core's first, then those of running plugins; with a set of plugins, of those alone. */
  readonly rights: (enabled?: ReadonlySet<string>) => readonly Right[]
  /** What a signed-in person of a role may do in a tenant with these plugins. */
  readonly rightsOf: (role: Role, enabled: ReadonlySet<string>) => ReadonlySet<string>
  /** What a key of such a person may do at most. */
  readonly keyRightsOf: (role: Role, enabled: ReadonlySet<string>) => ReadonlySet<string>
}

const ofCore: readonly Right[] = Object.entries(coreRights).map(([id, spec]) => ({ ...spec, id, plugin: null }))

function ofPlugin(plugin: string, permissions: Readonly<Record<string, PermissionSpec>>): readonly Right[] {
  return Object.entries(permissions).map(([name, { title, description, roles: given }]) => {
    const roles: readonly Role[] = [...new Set<Role>([...given, 'admin'])]
    return { id: rightId(plugin, name), plugin, title, description, roles, keys: roles }
  })
}

/** Makes the book of rights over a set of plugins. */
export function createRightBook(set: Pick<PluginSet, 'plugins' | 'plugin'>): RightBook {
  const declared = new Map(set.plugins().map(({ id, contract }) => [id, ofPlugin(id, contract.permissions ?? {})]))
  const rights = (enabled?: ReadonlySet<string>): readonly Right[] => [
    ...ofCore,
    ...[...declared].flatMap(([id, own]) => (set.plugin(id) && (enabled?.has(id) ?? true) ? own : [])),
  ]
  const given = (field: 'roles' | 'keys') => (role: Role, enabled: ReadonlySet<string>) =>
    new Set(rights(enabled).flatMap((right) => (right[field].includes(role) ? right.id : [])))
  return { rights, rightsOf: given('roles'), keyRightsOf: given('keys') }
}
