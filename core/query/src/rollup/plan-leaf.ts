import type { Aggregate } from '@tessera/plugin-api/server'
import { boundsOf, type Bound } from '../compile/bucket-sql.ts'
import type { Leaf, LeafContext } from '../compile/leaf.ts'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { membersOf } from '../resolve/split-filter.ts'
import { gridOf, type BucketGrid } from './bucket-grid.ts'
import type { RollupDefinition } from './definition.ts'
import { fitBounds, isFine, type Fit } from './fit-bounds.ts'
import { isWhole } from './is-whole.ts'
import { measureKey } from './measure-key.ts'
import type { RollupView } from './rollup-view.ts'
import { lengthOf } from './spans.ts'

/** Most stretches of rows read beside a rollup; more are read whole. */
const mostSpans = 50
/** From which part of the time on, read from rows, a finer rollup is worth its size. */
const largePart = 0.1

/** A rollup that answers a leaf. */
export interface Hit {
  readonly definition: RollupDefinition
  readonly grid: BucketGrid
  readonly fit: Fit
  readonly bounds: readonly Bound[]
}

/** Measures of a leaf that are answered alike: by one rollup, or from the rows. */
export interface PlannedPart {
  readonly measures: readonly PlannedMeasure[]
  readonly hit: Hit | null
  readonly reason: string
}

type Verdict =
  { readonly hit: Hit; readonly reason: string } | { readonly hit: null; readonly reason: string; readonly far: number }

function daysOf(definition: RollupDefinition, timeZone: string): string {
  if (definition.fact.time.type === 'local_date') return 'dates'
  return definition.grain === 'day' ? `days of ${timeZone}` : 'quarter hours'
}

function spansText(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function hitReason({ definition, fit }: Hit): string {
  const { fact, id } = definition
  const edges = fit.raw.length - fit.changed.length
  if (fit.raw.length === 0) return `rollup ${id} serves all of it`
  const parts = [
    ...(fit.changed.length > 0
      ? [`${spansText(fit.changed.length, 'stretch').replace('stretchs', 'stretches')} changed since it was built`]
      : []),
    ...(edges > 0 ? ['the edges of the range'] : []),
  ]
  return `rollup ${id} serves all but ${parts.join(' and ')}, read from the rows of ${fact.name}`
}

/** Judges rollups for one leaf in one period. */
function judge(leaf: Leaf, context: LeafContext, view: RollupView) {
  const { query, period } = context
  const { fact } = leaf
  const first = leaf.measures[0] as PlannedMeasure
  const bounds = boundsOf(period, { fact, metric: first.metric, relative: query.time.relative })
  const named = [...query.dimensions.map(({ id }) => id), ...(query.where ? membersOf(query.where) : [])]
  const verdicts = new Map<RollupDefinition, Verdict>()

  const placed = (definition: RollupDefinition): Verdict => {
    const state = view.states.get(definition.id)
    const miss = (far: number, reason: string): Verdict => ({ hit: null, far, reason })
    if (!state) return miss(3, `rollup ${definition.id} is not built yet for this tenant`)
    if (state.status !== 'ready') {
      const detail = state.detail ? `: ${state.detail}` : ''
      return miss(3, `rollup ${definition.id} is ${state.status === 'differs' ? 'set aside' : state.status}${detail}`)
    }
    if (bounds.some(isFine)) return miss(4, 'the range is cut finer than milliseconds')
    const changes = view.changes.get(fact.table)
    if (!changes) return miss(4, `too many times of ${fact.table} changed since rollup ${definition.id} was built`)
    const grid = gridOf(definition, state.timeZone)
    const fit = fitBounds(bounds, grid, changes)
    if (fit.clean.length === 0) {
      const why =
        fit.changed.length > 0
          ? `all of it changed since rollup ${definition.id} was built`
          : `asked by other buckets in ${query.time.calendar.timeZone}, rollup ${definition.id} is by ${daysOf(definition, state.timeZone)}`
      return miss(4, why)
    }
    if (fit.raw.length > mostSpans || fit.clean.length > mostSpans) {
      return miss(4, `what rollup ${definition.id} leaves open is in ${fit.raw.length} pieces, rows are read at once`)
    }
    const hit = { definition, grid, fit, bounds }
    return { hit, reason: hitReason(hit) }
  }

  return (definition: RollupDefinition, measure: PlannedMeasure): Verdict => {
    const members = [...named, ...(measure.filter ? membersOf(measure.filter) : [])]
    const missing = members.find((id) => !definition.dimensions.some((dimension) => dimension.id === id))
    if (missing !== undefined) return { hit: null, far: 2, reason: `'${missing}' is not in rollup ${definition.id}` }
    const verdict = verdicts.get(definition) ?? placed(definition)
    verdicts.set(definition, verdict)
    if (!verdict.hit || definition.entity !== null || (measure.source as Aggregate).kind !== 'distinct') return verdict
    if (isWhole(verdict.hit, query)) return verdict
    return {
      hit: null,
      far: 3,
      reason: `rollup ${definition.id} keeps distinct counts of its own buckets and dimensions, which cannot be put together`,
    }
  }
}

const isLarge = ({ fit }: Hit) => lengthOf(fit.raw) > largePart * lengthOf([...fit.raw, ...fit.clean])
const sizeOf = ({ definition: { dimensions, grain, entity } }: Hit) =>
  dimensions.length + (grain === 'day' ? 0 : 2) + (entity === null ? 0 : 10)

/** The better of two rollups: little left open first, then few dimensions and coarse buckets. */
function better(a: Hit, b: Hit): Hit {
  if (isLarge(a) !== isLarge(b)) return isLarge(a) ? b : a
  return sizeOf(b) < sizeOf(a) ? b : a
}

function choose(measure: PlannedMeasure, leaf: Leaf, ask: { view: RollupView; judge: ReturnType<typeof judge> }) {
  const source = measure.source as Aggregate
  const { fact, plugin } = leaf
  const declared = ask.view.definitions.filter((each) => each.fact === fact && each.plugin === plugin)
  if (declared.length === 0) return { hit: null, reason: `no rollup is declared for ${fact.name}` }
  const key = measureKey(source)
  const keeping = declared.filter((each) => key !== null && each.measures.has(key))
  if (keeping.length === 0)
    return { hit: null, reason: `no rollup of ${fact.name} keeps the ${source.kind} of '${measure.metric}'` }
  const verdicts = keeping.map((each) => ask.judge(each, measure))
  const hits = verdicts.flatMap((verdict) => (verdict.hit ? [verdict] : []))
  const best = hits.reduce<(typeof hits)[number] | null>(
    (found, next) => (found && better(found.hit, next.hit) === found.hit ? found : next),
    null,
  )
  if (best) return best
  const misses = verdicts.flatMap((verdict) => (verdict.hit ? [] : [verdict]))
  const nearest = misses.reduce((a, b) => (b.far > a.far ? b : a))
  return { hit: null, reason: nearest.reason }
}

/** Says, for each measure of a plain leaf, which rollup answers it or why none does. */
export function planLeaf(leaf: Leaf, context: LeafContext, view: RollupView): PlannedPart[] {
  const ask = { view, judge: judge(leaf, context, view) }
  const parts: { measures: PlannedMeasure[]; hit: Hit | null; reasons: Set<string> }[] = []
  for (const measure of leaf.measures) {
    const { hit, reason } = choose(measure, leaf, ask)
    const known = parts.find((part) => part.hit?.definition === hit?.definition)
    if (known) {
      known.measures.push(measure)
      known.reasons.add(reason)
    } else parts.push({ measures: [measure], hit, reasons: new Set([reason]) })
  }
  return parts.map(({ measures, hit, reasons }) => ({ measures, hit, reason: [...reasons].join('; ') }))
}
