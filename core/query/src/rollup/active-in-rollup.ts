import { sql, type RawBuilder } from 'kysely'
import type { Lifecycle } from '@tessera/plugin-api/server'
import type { Bound } from '../compile/bucket-sql.ts'
import { dimensionColumn, type Leaf, type LeafContext } from '../compile/leaf.ts'
import { activeOf } from './active-of.ts'
import { entityHit } from './entity-hit.ts'
import { entityRows, readsOf } from './entity-leaf.ts'
import { measureKey } from './measure-key.ts'
import { joined, type TimeSpan } from '../time/time-spans.ts'

/** Stretches of time that follow each other, each up to the begin of the next. */
function spansBetween(stretches: readonly Bound[]): TimeSpan[] {
  const points = stretches.map(({ from }) => Date.parse(from))
  return stretches.map(({ to }, index) => ({ from: points[index] ?? 0, to: points[index + 1] ?? Date.parse(to) }))
}

/**
 * Active actors of a lifecycle in each stretch of time and, as 0, in all before the first one, from a rollup: `_actor`, the
 * dimensions, `_at`, each combination once. Null where rows must be read.
 */
export function activeInRollup(
  leaf: Leaf,
  context: LeafContext,
  how: { readonly stretches: readonly Bound[]; readonly stretchOf: (time: RawBuilder<unknown>) => RawBuilder<unknown> },
): RawBuilder<unknown> | null {
  const [measure] = leaf.measures
  const spans = spansBetween(how.stretches)
  const [first] = spans
  if (!measure || !first) return null
  const source = measure.source as Lifecycle
  const active = activeOf(source)
  const hit = entityHit(leaf, context, {
    actor: source.lifecycle.actor,
    bounds: how.stretches,
    reads: [[{ from: Number.NEGATIVE_INFINITY, to: first.from }], spans],
    keeps: ({ measures }) => measures.get(measureKey(active) ?? '') ?? null,
    doubt: ({ unkept }) => unkept.get(measureKey(active) ?? '') ?? null,
  })
  if (!hit) return null
  const part = { ...leaf, measures: [{ ...measure, source: active }] }
  const fit = { ...hit.fit, clean: joined(hit.fits.flatMap(({ clean }) => clean)) }
  const rows = readsOf(part, { ...hit, fit, bounds: how.stretches }).map((read) =>
    entityRows(part, context, { ...read, ordinalOf: how.stretchOf }),
  )
  const names = context.query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  return sql`
      select distinct ${sql.join([sql`_entity as _actor`, ...names, sql`ordinal as _at`])}
      from (${sql.join(rows, sql`\n    union all`)}
      ) as kept
      where _entity is not null`
}
