import { sql, type RawBuilder } from 'kysely'
import type { Bounds, Sketch } from '@tessera/plugin-api/server'
import { ordinalSql } from '../compile/bucket-sql.ts'
import {
  all,
  dimensionSelects,
  groupBy,
  leafScope,
  tenantParameter,
  timeParameter,
  type Leaf,
  type LeafContext,
} from '../compile/leaf.ts'
import { estimateLeaf, sketchParts } from '../compile/sketch-leaf.ts'
import { sketchSql } from '../compile/sketch-sql.ts'
import type { Hit } from './plan-leaf.ts'
import { stretches, tableFact } from './rollup-leaf.ts'
import { withinSql } from './within-sql.ts'

/** Sketches kept in a rollup: ordinal, dimensions, `_part`, `_kept`. */
function keptParts(leaf: Leaf, context: LeafContext, hit: Hit): RawBuilder<unknown> {
  const { definition, bounds, fit } = hit
  const [measure] = leaf.measures
  const fact = tableFact(definition)
  const scoped: Bounds = {
    tenant: tenantParameter(context.tenantId),
    from: timeParameter(bounds[0]?.from ?? '', fact),
    to: timeParameter(bounds.at(-1)?.to ?? '', fact),
  }
  const scope = leafScope({ ...leaf, fact }, context, scoped)
  const bucket = sql`${sql.ref('bucket')}`
  const select = sql.join([
    sql`${ordinalSql(bucket, bounds, fact)} as ordinal`,
    ...dimensionSelects(scope.dimensions),
    sql`_part`,
    sql`${sketchSql(measure?.source as Sketch).combined} as _kept`,
  ])
  const own = measure?.filter ? [scope.condition(measure.filter)] : []
  return sql`
    select ${select}
    from ${scope.columns.from()}
    where ${all([...scope.where, ...withinSql(bucket, stretches(fit.clean, hit), fact), ...own])}
    group by ${groupBy(scope.dimensions.length + 1)}`
}

/** An estimate from sketches kept in a rollup and, for the times it leaves open, from the rows: the same as from rows alone. */
export function sketchRollupLeaf(leaf: Leaf, context: LeafContext, hit: Hit): RawBuilder<unknown> | null {
  const open = hit.fit.raw.length > 0 ? sketchParts(leaf, { ...context, within: stretches(hit.fit.raw, hit) }) : null
  return estimateLeaf(leaf, context, { rows: open, kept: keptParts(leaf, context, hit) })
}
