import type { Role } from '@tessera/plugin-api/server'

/** Demo person of each role; no password, one click. */
export const demoPeople: Readonly<Record<Role, { readonly name: string; readonly tenants: readonly string[] }>> = {
  viewer: { name: 'Vera Viewer', tenants: ['acme'] },
  editor: { name: 'Edgar Editor', tenants: ['acme'] },
  admin: { name: 'Ada Admin', tenants: ['acme', 'globex', 'initech'] },
}

/** E-mail address of the demo person of a role. */
export function demoEmail(role: Role): string {
  return `${role}@acme.example`
}
