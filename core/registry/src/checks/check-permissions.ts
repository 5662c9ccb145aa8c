import { coreRights, roles } from '@tessera/plugin-api'
import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'

const isText = (value: unknown) => typeof value === 'string' && value.trim() !== ''

/** Every right of a plugin has a title, a description and roles that there are, and no name of core's. */
export function checkPermissions({ contract }: LoadedPlugin): void {
  for (const [permission, spec] of Object.entries(contract.permissions ?? {})) {
    const wrong = (reason: string) => registryErrors('permission_wrong', { permission, reason })
    if (Object.hasOwn(coreRights, permission)) throw wrong('core has a right of that name')
    const { title, description, roles: given } = Object(spec) as Readonly<Record<string, unknown>>
    if (!isText(title) || !isText(description)) throw wrong('it has no title or no description')
    if (!Array.isArray(given)) throw wrong('it says not which roles have it')
    const role = (given as readonly unknown[]).find((one) => !roles.some((known) => known === one))
    if (role !== undefined) throw wrong(`there is no role '${String(role)}', only ${roles.join(', ')}`)
  }
}
