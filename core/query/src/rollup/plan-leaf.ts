import type { Aggregate } from '@tessera/plugin-api/server'
import { boundsOf, type Bound } from '../compile/bucket-sql.ts'
import type { Leaf, LeafContext } from '../compile/leaf.ts'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { membersOf } from '../resolve/split-filter.ts'
import type { RollupDefinition } from '../rollup-definition.ts'
import { isFine, spansOf } from './fit-bounds.ts'
import { isWhole } from './is-whole.ts'
import { measureKey } from './measure-key.ts'
import { hitReason, miss, missingIn, nearest, noneFor, placeRollup, type Placed, type Verdict } from './place-rollup.ts'
import type { RollupView } from '../rollup-view.ts'

/** A rollup that answers a leaf. */
export interface Hit extends Placed {
  readonly bounds: readonly Bound[]
}

/** Measures of a leaf that are answered alike: by one rollup, or from the rows. */
export interface PlannedPart {
  readonly measures: readonly PlannedMeasure[]
  readonly hit: Hit | null
  readonly reason: string
}

/** Judges rollups for one leaf in one period. */
function judge(leaf: Leaf, context: LeafContext, view: RollupView) {
  const { query, period } = context
  const { fact } = leaf
  const first = leaf.measures[0] as PlannedMeasure
  const bounds = boundsOf(period, { fact, metric: first.metric, relative: query.time.relative })
  const isCutFine = bounds.some(isFine)
  const named = [
    ...query.dimensions.map(({ id, restOf }) => restOf ?? id),
    ...(query.where ? membersOf(query.where) : []),
  ]
  const verdicts = new Map<RollupDefinition, Verdict<Hit>>()

  const placed = (definition: RollupDefinition): Verdict<Hit> => {
    if (bounds.length === 0) return miss(4, 'no bucket of it is read')
    if (isCutFine) return miss(4, 'the range is cut finer than milliseconds')
    const { timeZone } = query.time.calendar
    const place = placeRollup(definition, { view, timeZone, reads: [spansOf(bounds)] })
    if ('reason' in place) return place
    const [fit] = place.fits
    const hit = { definition, grid: place.grid, fit: fit as Hit['fit'], bounds }
    return { hit, reason: hitReason(hit) }
  }

  return (definition: RollupDefinition, measure: PlannedMeasure): Verdict<Hit> => {
    const members = [...named, ...(measure.filter ? membersOf(measure.filter) : [])]
    const missing = missingIn(definition, members)
    if (missing) return missing
    const verdict = verdicts.get(definition) ?? placed(definition)
    verdicts.set(definition, verdict)
    if (!verdict.hit || definition.entity !== null || (measure.source as Aggregate).kind !== 'distinct') return verdict
    if (isWhole(verdict.hit, query)) return verdict
    return miss(
      3,
      `rollup ${definition.id} keeps distinct counts of its own buckets and dimensions, which cannot be put together`,
    )
  }
}

/** Whether what a rollup keeps under a measure's key is its value: one that keeps entities knows of rows only which groups they make. */
function counts({ source, isGroups }: PlannedMeasure, { entity }: RollupDefinition): boolean {
  return entity === null || source.kind === 'distinct' || isGroups === true
}

function choose(measure: PlannedMeasure, leaf: Leaf, ask: { view: RollupView; judge: ReturnType<typeof judge> }) {
  const source = measure.source as Aggregate
  const { fact, plugin } = leaf
  const declared = ask.view.definitions.filter((each) => each.fact === fact && each.plugin === plugin)
  if (declared.length === 0) return { hit: null, reason: noneFor(fact) }
  const key = measureKey(source)
  const keeping = declared.filter((each) => key !== null && each.measures.has(key) && counts(measure, each))
  if (keeping.length === 0) {
    const why = declared.map(({ unkept }) => unkept.get(key ?? '')).find((doubt) => doubt !== undefined)
    const reason = `no rollup of ${fact.name} keeps the ${source.kind} of '${measure.metric}'`
    return { hit: null, reason: why === undefined ? reason : `${reason}: ${why}` }
  }
  return nearest(keeping.map((each) => ask.judge(each, measure)))
}

/** Says, for each measure of a plain leaf, which rollup answers it or why none does. */
export function planLeaf(leaf: Leaf, context: LeafContext, view: RollupView): PlannedPart[] {
  const ask = { view, judge: judge(leaf, context, view) }
  const parts: { measures: PlannedMeasure[]; hit: Hit | null; reasons: Set<string> }[] = []
  const counted = leaf.measures.filter(({ isGroups }) => !isGroups)
  const groups = leaf.measures.filter(({ isGroups }) => isGroups)
  for (const measure of [...counted, ...groups]) {
    const key = measureKey(measure.source as Aggregate) ?? ''
    const beside = measure.isGroups && parts.find(({ hit: found }) => found?.definition.measures.has(key))
    if (beside) {
      beside.measures.push(measure)
      continue
    }
    const { hit, reason } = choose(measure, leaf, ask)
    const known = parts.find((part) => part.hit?.definition === hit?.definition)
    if (known) {
      known.measures.push(measure)
      known.reasons.add(reason)
    } else parts.push({ measures: [measure], hit, reasons: new Set([reason]) })
  }
  return parts.map(({ measures, hit, reasons }) => ({ measures, hit, reason: [...reasons].join('; ') }))
}
