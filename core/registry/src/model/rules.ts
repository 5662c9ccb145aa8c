import { readRule, type PluginSpec, type RuleValue } from '@tessera/plugin-api'
import type { MetricRule } from '@tessera/plugin-api/wire'
import type { z } from 'zod'
import { fullId, nameOf, pluginOf } from './ids.ts'
import { inputsOf } from './leaves.ts'
import type { PluginSet } from './plugin-set.ts'
import { sourceOf } from './sockets.ts'

/** How a rule is read from what admins set, and asked otherwise. */
export interface RegistryRule {
  readonly info: MetricRule
  /** What is in force: the stored value where the plugin takes it, else the default. */
  readonly valueOf: (stored: unknown) => RuleValue
  /** What is wrong with a value; null when the setting takes it. */
  readonly refuses: (value: RuleValue) => string | null
}

/** The field of a setting. */
export function settingField({ settings }: Pick<PluginSpec, 'settings'>, name: string): z.ZodType | undefined {
  const shape = Object((settings as { readonly shape?: unknown } | undefined)?.shape) as Record<string, z.ZodType>
  return Object.hasOwn(shape, name) ? shape[name] : undefined
}

/** A rule by the full id of its setting; undefined where its plugin does not run, or has no such rule. */
export function ruleOf(set: PluginSet, id: string): RegistryRule | undefined {
  const contract = set.plugin(pluginOf(id))?.contract
  const field = contract && settingField(contract, nameOf(id))
  const info = field && readRule(id, field)
  if (!field || info === undefined || typeof info === 'string') return undefined
  return {
    info,
    valueOf: (stored) => {
      const given = stored === undefined ? undefined : field.safeParse(stored)
      return (given?.success ? given.data : field.parse(undefined)) as RuleValue
    },
    refuses: (value) => field.safeParse(value).error?.issues[0]?.message ?? null,
  }
}

/** Rules that a metric rests on: its own first, then those of metrics in its formula. */
export function rulesOf(set: PluginSet, metric: string, path: readonly string[] = []): readonly MetricRule[] {
  const plugin = set.plugin(pluginOf(metric))
  const declared = plugin?.contract.metrics ?? {}
  if (!Object.hasOwn(declared, nameOf(metric)) || path.includes(metric)) return []
  const own = (declared[nameOf(metric)]?.rules ?? []).flatMap(
    (name) => ruleOf(set, fullId(pluginOf(metric), name))?.info ?? [],
  )
  const found = sourceOf(set, metric)
  const inherited = (found ? inputsOf(found.source) : []).flatMap((input) =>
    input.kind === 'metric' ? rulesOf(set, fullId(found?.plugin ?? '', input.id), [...path, metric]) : [],
  )
  return [...new Map([...own, ...inherited].map((rule) => [rule.id, rule])).values()]
}
