import type { Role } from '@tessera/plugin-api/server'

/** Scopes an API key may carry. */
export const keyScopes = ['metrics:read', 'rows:read_personal', 'events:write', 'admin'] as const

export type KeyScope = (typeof keyScopes)[number]

const byRole: Readonly<Record<Role, readonly string[]>> = {
  viewer: ['metrics:read'],
  editor: ['metrics:read', 'dashboards:write'],
  admin: ['metrics:read', 'rows:read_personal', 'dashboards:write', 'admin'],
}

/** What a signed-in person of this role may do. Events are written by keys only. */
export function rightsOf(role: Role): ReadonlySet<string> {
  return new Set(byRole[role])
}

/**
 * Rights a key of a person may carry: an admin's all, also to write events, others' what the role itself may do. A key holds no
 * more than that at any moment, whatever it was made with.
 */
export function keyRightsOf(role: Role): ReadonlySet<string> {
  return new Set<string>(role === 'admin' ? keyScopes : keyScopes.filter((scope) => byRole[role].includes(scope)))
}

/** Our role for a role of better-auth: owners are admins, plain members are viewers. */
export function roleOf(memberRole: string): Role {
  const roles = memberRole.split(',')
  if (roles.includes('owner') || roles.includes('admin')) return 'admin'
  return roles.includes('editor') ? 'editor' : 'viewer'
}
