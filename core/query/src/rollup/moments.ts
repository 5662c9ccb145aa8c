import type { SqlBool } from 'kysely'
import type { Fact, On, Retention } from '@tessera/plugin-api/server'
import type { RollupDefinition, StoredMoment } from '../rollup-definition.ts'
import { expressionOf, textOf } from './measure-key.ts'
import type { Judge } from './row-values.ts'

type Which = StoredMoment['which']
type Condition = On<never, SqlBool>

const texts = new WeakMap<Condition, string | null>()

/** What a moment is, equal for equal ones; null when its condition cannot be kept in a rollup. */
function momentKey(which: Which, where: Condition): string | null {
  const known = texts.get(where)
  const text = known === undefined ? textOf(where) : known
  texts.set(where, text)
  return text === null ? null : `${which} ${text}`
}

/** What a retention needs of a bucket: the first row that starts, the last that comes back. */
function needsOf({ start, back }: Retention): [Which, Condition][] {
  return [
    ['first', start],
    ['last', back],
  ]
}

/** A retention and the name of a metric that asks for it. */
export interface NamedRetention {
  readonly name: string
  readonly retention: Retention
}

/** The moments an entity rollup keeps for retentions, each once; those whose condition is no value of its row are told. */
export function storedMoments(
  all: readonly NamedRetention[],
  fact: Fact,
  by: { readonly nameOf: (wish: string) => string; readonly judge: Judge; readonly unkept: Map<string, string> },
): Map<string, StoredMoment> {
  const { nameOf, judge, unkept } = by
  const stored = new Map<string, StoredMoment>()
  for (const { name, retention } of all) {
    for (const [which, where] of needsOf(retention)) {
      const key = momentKey(which, where)
      if (key === null || stored.has(key)) continue
      const reason = judge(fact, expressionOf(where))
      if (reason !== null) {
        unkept.set(key, reason)
        continue
      }
      const named = (part: string) => nameOf(`${which}_${name.slice(0, 30)}_${part}`)
      stored.set(key, { which, where, columns: [named('at'), ...(which === 'first' ? fact.key.map(named) : [])] })
    }
  }
  return stored
}

/** Why a rollup does not keep the moments of a retention; null where it keeps them, or could never. */
export function unkeptMoment({ unkept }: RollupDefinition, retention: Retention): string | null {
  const reasons = needsOf(retention).map(([which, where]) => unkept.get(momentKey(which, where) ?? ''))
  return reasons.find((reason) => reason !== undefined) ?? null
}

/** The moments of a retention as a rollup keeps them; null when it does not. */
export function momentsOf(
  { moments }: RollupDefinition,
  retention: Retention,
): { readonly first: StoredMoment; readonly last: StoredMoment } | null {
  const [first, last] = needsOf(retention).map(([which, where]) => moments.get(momentKey(which, where) ?? ''))
  return first && last ? { first, last } : null
}
