import type { Draft } from '../draft.ts'
import { titleOf } from '../names.ts'
import { addTo, type TargetPlugin } from '../target-plugin.ts'

/** A right that editors and admins have. */
export function addRight(draft: Draft, plugin: TargetPlugin, name: string): readonly string[] {
  plugin.take('permissions', name)
  addTo(draft, plugin.contract, {
    call: 'definePlugin',
    argument: 0,
    field: 'permissions',
    entry: `${name}: permission({
      title: '${titleOf(name)}',
      description: 'Do what needs the right ${plugin.id}:${name}.',
      roles: ['editor', 'admin'],
    })`,
    imports: [{ from: '@tessera/plugin-api', name: 'permission' }],
  })
  return [`ask for '${name}' where it counts: needs of a page, procedure.needs('${name}') of a mutation`]
}
