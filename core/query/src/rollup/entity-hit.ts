import { periodDimension } from '@tessera/plugin-api/server'
import type { Bound } from '../compile/bucket-sql.ts'
import type { Leaf, LeafContext } from '../compile/leaf.ts'
import { membersOf } from '../resolve/split-filter.ts'
import type { RollupDefinition } from '../rollup-definition.ts'
import { isFine, type Fit } from './fit-bounds.ts'
import { hitReason, miss, missingIn, nearest, noneFor, placeRollup, type Placed, type Verdict } from './place-rollup.ts'
import { sourceOf } from './source-of.ts'
import { joined, type TimeSpan } from '../time/time-spans.ts'

/** What a leaf that follows actors through time needs of a rollup. */
export interface EntityAsk<Kept> {
  readonly actor: string
  readonly bounds: readonly Bound[]
  /** Times it reads, a list for each way it reads them. */
  readonly reads: readonly (readonly TimeSpan[])[]
  /** What a rollup keeps of it; null where it cannot. */
  readonly keeps: (definition: RollupDefinition) => Kept | null
  /** Why a rollup that could keep it does not. */
  readonly doubt: (definition: RollupDefinition) => string | null
}

/** A rollup that answers such a leaf. */
export interface EntityHit<Kept> extends Placed {
  readonly kept: Kept
  /** One for each of the lists of times, in their order. */
  readonly fits: readonly Fit[]
}

/** How much is read from where, of the times that have a length. */
function together(fits: readonly Fit[]): Fit {
  return {
    clean: fits.flatMap(({ clean }) => clean).filter(({ from }) => Number.isFinite(from)),
    raw: joined(fits.flatMap(({ raw }) => raw)),
    changed: joined(fits.flatMap(({ changed }) => changed)),
  }
}

/** The rollup by entity that answers a leaf, noted as its source; null where rows are read, which is noted with the reason. */
export function entityHit<Kept>(leaf: Leaf, context: LeafContext, ask: EntityAsk<Kept>): EntityHit<Kept> | null {
  const { fact, plugin, measures } = leaf
  const { query } = context
  const view = query.rollups
  const [measure] = measures
  if (!measure || !view || view === 'off') return null
  const { actor, bounds, reads, keeps } = ask
  const { timeZone } = query.time.calendar
  const members = [
    ...query.dimensions.map(({ id, restOf }) => restOf ?? id).filter((id) => id !== periodDimension),
    ...[query.where, measure.filter].flatMap((filter) => (filter ? membersOf(filter) : [])),
  ]
  const judge = (definition: RollupDefinition): Verdict<EntityHit<Kept>> => {
    const kept = keeps(definition)
    if (kept === null) {
      const reason = `rollup ${definition.id} cannot keep the conditions of '${measure.metric}'`
      const why = ask.doubt(definition)
      return miss(1, why === null ? reason : `${reason}: ${why}`)
    }
    const missing = missingIn(definition, members)
    if (missing) return missing
    if (bounds.some(isFine)) return miss(4, 'the range is cut finer than milliseconds')
    const place = placeRollup(definition, { view, timeZone, reads })
    if ('reason' in place) return place
    const hit = { definition, ...place, kept, fit: together(place.fits) }
    return { hit, reason: hitReason(hit) }
  }
  const declared = view.definitions.filter((each) => each.fact === fact && each.plugin === plugin)
  const keeping = declared.filter(({ entity }) => entity === actor)
  const none = declared.length === 0 ? noneFor(fact) : `no rollup of ${fact.name} keeps each ${actor}`
  const found = keeping.length === 0 ? miss(0, none) : nearest(keeping.map(judge))
  context.note?.(sourceOf(leaf, found))
  return found.hit
}
