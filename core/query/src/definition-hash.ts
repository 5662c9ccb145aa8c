import { createHash } from 'node:crypto'
import { isOperationNodeSource, sql, type RawBuilder } from 'kysely'
import type { Derived, Fact, MetricRef, MetricSource } from '@tessera/plugin-api/server'
import { printCallback, printExpression } from './describe-source.ts'
import type { MetricModel, ModelMetric } from './model.ts'
import { fullId } from './resolve/expand-metric.ts'

interface Scope {
  readonly model: Pick<MetricModel, 'metric'>
  readonly plugin: string
  /** Metrics being spelled out, outermost first. */
  readonly path: readonly string[]
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** What counts of a fact: which rows there are and when, not what they may be split by. */
function spellFact({ table, key, time, interval, where }: Fact, scope: Scope): unknown {
  return spell({ table, key, time, interval, where }, scope)
}

function spellRef({ id }: MetricRef, scope: Scope): unknown {
  const full = fullId(scope.plugin, id)
  const found = scope.path.includes(full) ? undefined : scope.model.metric(full)
  if (!found?.source) return full
  return spell(found.source, { ...scope, plugin: found.sourcePlugin, path: [...scope.path, full] })
}

function spellDerived({ inputs, expression }: Derived, scope: Scope): unknown {
  const names = Object.keys(inputs).map((name) => [name, sql<number>`${sql.ref(name)}`] as const)
  return { inputs: spell(inputs, scope), expression: printExpression(expression(Object.fromEntries(names))) }
}

function spellFunction(value: (...args: never[]) => unknown): string {
  try {
    return printCallback(value as never)
  } catch {
    return value.toString()
  }
}

/** A source with SQL in place of functions, other metrics in full, and keys in order; titles mean nothing to a number. */
function spell(value: unknown, scope: Scope): unknown {
  if (typeof value === 'function') return spellFunction(value as never)
  if (Array.isArray(value)) return value.map((item) => spell(item, scope))
  if (!isObject(value)) return value
  if (isOperationNodeSource(value)) return printExpression(value as unknown as RawBuilder<unknown>)
  if (value['is'] === 'fact') return spellFact(value as unknown as Fact, scope)
  if (value['kind'] === 'metric') return spellRef(value as unknown as MetricRef, scope)
  if (value['kind'] === 'derived') return spellDerived(value as unknown as Derived, scope)
  const kept = Object.entries(value).filter(([name, part]) => name !== 'title' && part !== undefined)
  return Object.fromEntries(
    kept.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, spell(part, scope)]),
  )
}

/**
 * Digest of how a live metric is computed, those it rests on included: it changes when the formula does, not when titles,
 * targets or dimensions do. First 32 hex digits of a SHA-256.
 */
export function definitionHash(metric: ModelMetric & { readonly source: MetricSource }, model: Scope['model']): string {
  const scope = { model, plugin: metric.sourcePlugin, path: [metric.info.id] }
  return createHash('sha256')
    .update(JSON.stringify(spell(metric.source, scope)))
    .digest('hex')
    .slice(0, 32)
}
