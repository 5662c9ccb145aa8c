import type { MetricRule, RuleInForce } from '@tessera/plugin-api/wire'

/** What a rule may be asked for beside what is in force: every value of a choice, none of what rows are made by. */
export function ruleValues(rule: MetricRule): readonly RuleInForce['value'][] {
  if (rule.stored || typeof rule.phrases === 'string') return []
  if (rule.kind === 'boolean') return [true, false]
  return Object.keys(rule.phrases)
}

/** Whether another number may be asked for. */
export const takesNumber = (rule: MetricRule) => rule.kind === 'number' && rule.stored !== true
