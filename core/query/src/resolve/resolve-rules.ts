import type { RuleValue } from '@tessera/plugin-api'
import type { MetricRule, RuleInForce } from '@tessera/plugin-api/wire'
import { rulePhrase } from '@tessera/plugin-api'
import { queryErrors } from '../errors.ts'
import type { MetricModel, ModelMetric } from '../model.ts'
import type { ResolvedRule } from './resolved-query.ts'

type Asked = Readonly<Record<string, RuleValue>>

/** The rules of some metrics, with what the question asks for in their place. Refuses rules that are none of theirs, and values that cannot be. */
export function resolveRules(
  metrics: readonly ModelMetric[],
  asked: Asked,
  model: Pick<MetricModel, 'rule'>,
): readonly ResolvedRule[] {
  const infos = new Map<string, MetricRule>()
  for (const { info } of metrics) for (const rule of info.rules ?? []) infos.set(rule.id, rule)
  for (const [id, value] of Object.entries(asked)) {
    const info = infos.get(id)
    if (!info) throw queryErrors('rule_unknown', { rule: id, known: [...infos.keys()] })
    if (info.stored) throw queryErrors('rule_stored', { rule: id })
    const reason = model.rule?.(id)?.refuses(value) ?? null
    if (reason !== null) throw queryErrors('rule_invalid', { rule: id, reason })
  }
  return [...infos.values()].flatMap((info) => {
    const rule = model.rule?.(info.id)
    if (!rule) return []
    const of = metrics.filter((metric) => metric.info.rules?.some(({ id }) => id === info.id))
    const ids = [...new Set(of.map((metric) => metric.info.id))]
    return [
      { info, metrics: ids, valueOf: rule.valueOf, asked: Object.hasOwn(asked, info.id) ? asked[info.id] : undefined },
    ]
  })
}

/** What a tenant's admins set, by plugin. */
export type SettingsSet = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The rules of an answer as they were in force. */
export function rulesInForce(rules: readonly ResolvedRule[], set: SettingsSet): readonly RuleInForce[] {
  return rules.map(({ info, metrics, valueOf, asked }) => {
    const [plugin = '', name = ''] = info.id.split('.')
    const value = asked ?? valueOf(set[plugin]?.[name])
    const said = { id: info.id, title: info.title, value, phrase: rulePhrase(info, value), metrics }
    return asked === undefined ? said : { ...said, asked: true }
  })
}
