import { z } from 'zod'
import type { MetricRule } from './wire/catalogue.ts'

/** What a setting may say of itself as a rule that figures rest on. */
interface Described {
  readonly type?: string
  readonly title?: string
  readonly enum?: readonly unknown[]
  readonly rule?: unknown
  readonly stored?: unknown
}

/** A value of a rule. */
export type RuleValue = string | number | boolean

function kindOf({ type, enum: choices }: Described): MetricRule['kind'] | null {
  if (choices) return 'choice'
  if (type === 'boolean') return 'boolean'
  if (type === 'integer' || type === 'number') return 'number'
  return type === 'string' ? 'text' : null
}

const asRecord = (value: unknown) => Object(value) as Readonly<Record<string, unknown>>

/** What is wrong with the phrases of a rule; null when they say every value. */
function phraseProblem(kind: MetricRule['kind'], choices: readonly string[], phrases: unknown): string | null {
  if (kind === 'number' || kind === 'text')
    return typeof phrases === 'string' && phrases.includes('{value}')
      ? null
      : "give its meta a `rule` with '{value}', as in rule: 'within {value} days'"
  const left = choices.find((choice) => typeof asRecord(phrases)[choice] !== 'string')
  return left === undefined ? null : `give its meta a \`rule\` with a phrase for each value; '${left}' has none`
}

const known = new WeakMap<z.ZodType, MetricRule | string>()

function read(id: string, field: z.ZodType): MetricRule | string {
  const described = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' }) as Described
  const kind = kindOf(described)
  if (kind === null) return 'only choices, numbers, texts and booleans are said in a phrase'
  const choices = kind === 'boolean' ? ['true', 'false'] : (described.enum ?? []).map(String)
  const problem = phraseProblem(kind, choices, described.rule)
  if (problem !== null) return problem
  const phrases = described.rule as MetricRule['phrases']
  const stored = described.stored === true ? { stored: true as const } : {}
  return { id, title: described.title ?? id, kind, phrases, ...stored }
}

/** A setting as a rule: phrases and `stored` of its `meta`; a sentence where it cannot be one. */
export function readRule(id: string, field: z.ZodType): MetricRule | string {
  const rule = known.get(field) ?? read(id, field)
  known.set(field, rule)
  return rule
}

/** The phrase of a rule for one of its values. */
export function rulePhrase({ phrases }: Pick<MetricRule, 'phrases'>, value: RuleValue): string {
  if (typeof phrases === 'string') return phrases.replaceAll('{value}', String(value))
  return phrases[String(value)] ?? String(value)
}
