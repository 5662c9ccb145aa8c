import { sql, type RawBuilder } from 'kysely'
import { aggregateLeaf } from '../compile/aggregate-leaf.ts'
import { dimensionColumn, measureColumn, type Leaf, type LeafContext } from '../compile/leaf.ts'
import type { RollupDefinition } from '../rollup-definition.ts'
import { entityLeaf, entityRows, readsOf } from './entity-leaf.ts'
import { planLeaf, type PlannedPart } from './plan-leaf.ts'
import { rollupLeaf, storedOf } from './rollup-leaf.ts'
import { sourceOf } from './source-of.ts'

/** The one rollup that answers a whole leaf, noted as its source; null when there is none, which is noted too. */
function planned(leaf: Leaf, context: LeafContext, serves = (_: RollupDefinition) => true): PlannedPart | null {
  const view = context.query.rollups
  if (!view || view === 'off') return null
  const definitions = view.definitions.filter(serves)
  const [part, ...more] = planLeaf(leaf, context, { ...view, definitions })
  if (!part) return null
  const whole =
    more.length === 0 ? part : { ...part, hit: null, reason: 'no one rollup keeps all that the windows need' }
  context.note?.(sourceOf(leaf, whole))
  return whole.hit ? whole : null
}

/** Aggregates of the stretches that windows are put together from, from a rollup where one answers them all. */
export function partsLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const hit = planned(leaf, context)?.hit
  if (!hit) return aggregateLeaf(leaf, context)
  return hit.definition.entity === null ? rollupLeaf(leaf, context, hit) : entityLeaf(leaf, context, hit)
}

/** In which stretches each entity was seen, from a rollup: dimensions, `_value`, `_interval`; null where rows must be read. */
export function seenInRollup(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const [measure] = leaf.measures
  const hit = planned(leaf, context, ({ entity }) => entity !== null)?.hit
  if (!measure || !hit) return null
  const names = context.query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  const isFlagged = measure.filter !== null || storedOf(measure, hit.definition).column !== null
  const counts = isFlagged ? sql` and ${sql.ref(measureColumn(measure, context.period))}` : sql``
  const rows = readsOf(leaf, hit).map((read) => entityRows(leaf, context, read))
  return sql`
      select distinct ${sql.join([...names, sql`_entity as _value`, sql`ordinal as _interval`])}
      from (${sql.join(rows, sql`\n    union all`)}
      ) as kept
      where _entity is not null${counts}`
}
