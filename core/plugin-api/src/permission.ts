import { freeze } from './freeze.ts'

/** What a member of a tenant is there. */
export const roles = ['viewer', 'editor', 'admin'] as const

/** One of `roles`. */
export type Role = (typeof roles)[number]

/** A right a plugin knows. Its full id is `<plugin>:<name>`, as `sales:edit_quota`. */
export interface PermissionSpec {
  /** What one may do, as a list of rights shows it: "Edit quotas". */
  readonly title: string
  /** What changes for whom, in one or two sentences, for the admin who gives it. */
  readonly description: string
  /** Roles that have it while the plugin is enabled. Admins always do. */
  readonly roles: readonly Role[]
}

/** Declares a right. */
export function permission<const P extends PermissionSpec>(spec: P): P {
  return freeze(spec)
}
