import { readRule } from '@tessera/plugin-api'
import { registryErrors } from '../errors.ts'
import { fullId, nameOf, pluginOf } from '../model/ids.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { settingField } from '../model/rules.ts'
import type { World } from '../model/world.ts'

/** The settings that a metric names are there and say themselves in a phrase. Those of a plugin that is not there wait for it. */
export function checkRules(
  plugin: LoadedPlugin,
  { name, rules }: { readonly name: string; readonly rules: readonly string[] },
  world: World,
): void {
  for (const rule of rules) {
    const id = fullId(plugin.id, rule)
    const owner = pluginOf(id)
    const wrong = (reason: string) => registryErrors('rule_wrong', { metric: name, rule, reason })
    if (owner !== plugin.id && plugin.contract.requires?.[owner] === undefined)
      throw registryErrors('not_required', { where: `rule '${rule}' of metric '${name}'`, plugin: owner })
    const contract = owner === plugin.id ? plugin.contract : world.contract(owner)
    if (contract === null) continue
    const field = settingField(contract, nameOf(id))
    if (!field) throw wrong(`plugin '${owner}' has no such setting`)
    const read = readRule(id, field)
    if (typeof read === 'string') throw wrong(read)
  }
}
