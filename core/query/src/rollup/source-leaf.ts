import type { RawBuilder } from 'kysely'
import type { LeafSource } from '@tessera/plugin-api/wire'
import { leafSql } from '../compile/group-leaves.ts'
import type { Leaf, LeafContext } from '../compile/leaf.ts'
import { entityLeaf } from './entity-leaf.ts'
import { noneFor } from './place-rollup.ts'
import { planLeaf, type Hit } from './plan-leaf.ts'
import { rollupLeaf } from './rollup-leaf.ts'
import { sketchRollupLeaf } from './sketch-rollup-leaf.ts'
import { sourceOf } from './source-of.ts'

/** A leaf with its SQL and where that reads. */
export interface SourcedLeaf {
  readonly leaf: Leaf
  readonly select: RawBuilder<unknown>
  readonly source: LeafSource
}

const plain = new Set([
  'count',
  'sum',
  'min',
  'max',
  'distinct',
  'percentile',
  'approximate_distinct',
  'approximate_percentile',
])

function leafOf(leaf: Leaf, context: LeafContext, reason: string): SourcedLeaf[] {
  const noted: LeafSource[] = []
  const select = leafSql(leaf, { ...context, note: (source) => void noted.push(source) })
  const source = noted[0] ?? { fact: leaf.fact.name, kind: 'raw' as const, reason }
  return select ? [{ leaf, select, source }] : []
}

function keptLeaf(leaf: Leaf, context: LeafContext, hit: Hit): RawBuilder<unknown> | null {
  const { entity, isSketch } = hit.definition
  if (isSketch) return sketchRollupLeaf(leaf, context, hit)
  return entity === null ? rollupLeaf(leaf, context, hit) : entityLeaf(leaf, context, hit)
}

/** Writes a leaf for one period, from rollups where they give the same answer. A leaf may fall into several. */
export function sourceLeaf(leaf: Leaf, context: LeafContext): SourcedLeaf[] {
  const view = context.query.rollups
  const kind = leaf.measures[0]?.source.kind ?? 'count'
  if (!view) return leafOf(leaf, context, noneFor(leaf.fact))
  if (context.query.careful) return leafOf(leaf, context, 'some rows cannot be read, so single rows are looked at')
  if (view === 'off') return leafOf(leaf, context, 'asked to leave rollups out')
  if (!plain.has(kind)) return leafOf(leaf, context, `a ${kind.replaceAll('_', ' ')} is computed from single rows`)
  const parts = planLeaf(leaf, context, view)
  // why: without fill a metric is 0 where another of the same scan has rows; two scans would not know of each other
  if (!context.query.fill && parts.length > 1) {
    return leafOf(leaf, context, `no one rollup keeps all metrics of ${leaf.fact.name} asked without fill`)
  }
  return parts.flatMap((planned) => {
    const part = { ...leaf, measures: planned.measures }
    const { hit, reason } = planned
    if (!hit) return leafOf(part, context, reason)
    const select = keptLeaf(part, context, hit)
    return select ? [{ leaf: part, select, source: sourceOf(leaf, planned) }] : []
  })
}
