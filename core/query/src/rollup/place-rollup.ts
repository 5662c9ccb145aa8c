import type { Fact } from '@tessera/plugin-api/server'
import type { BucketGrid } from './bucket-grid.ts'
import { gridOf } from './bucket-grid.ts'
import type { RollupDefinition } from '../rollup-definition.ts'
import { fitSpans, type Fit } from './fit-bounds.ts'
import type { RollupView } from '../rollup-view.ts'
import { lengthOf, type TimeSpan } from '../time/time-spans.ts'

/** Most stretches of rows read beside a rollup; more are read whole. */
const mostSpans = 50
/** From which part of the time on, read from rows, a finer rollup is worth its size. */
const largePart = 0.1

/** A rollup laid over the times of a question. */
export interface Placed {
  readonly definition: RollupDefinition
  readonly grid: BucketGrid
  readonly fit: Fit
}

/** Why a rollup does not serve. Of several, the one that came farthest is told. */
export interface Miss {
  readonly hit: null
  readonly reason: string
  readonly far: number
}

/** Whether a rollup answers, and why. */
export type Verdict<Found extends Placed> = { readonly hit: Found; readonly reason: string } | Miss

export function miss(far: number, reason: string): Miss {
  return { hit: null, far, reason }
}

/** Why a fact has no rollup at all. */
export function noneFor({ name, rollups = [] }: Fact): string {
  return rollups.length === 0
    ? `no rollup is declared for ${name}`
    : `no rollup of ${name} can be kept; 'tessera rollup list' says why`
}

/** The miss of a rollup that lacks one of the members a question names. */
export function missingIn(definition: RollupDefinition, members: readonly string[]): Miss | null {
  const missing = members.find((id) => !definition.dimensions.some((dimension) => dimension.id === id))
  return missing === undefined ? null : miss(2, `'${missing}' is not in rollup ${definition.id}`)
}

function daysOf(definition: RollupDefinition, timeZone: string): string {
  if (definition.fact.time.type === 'local_date') return 'dates'
  return definition.grain === 'day' ? `days of ${timeZone}` : 'quarter hours'
}

function spansText(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** Says what a rollup serves, and what is read from the rows. */
export function hitReason({ definition, fit }: Placed): string {
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

/** What to lay a rollup over. */
export interface Placing {
  readonly view: RollupView
  /** Zone of the question. */
  readonly timeZone: string
  /** Times it reads, a list for each way it reads them. Of each that is not empty the rollup has to serve a part. */
  readonly reads: readonly (readonly TimeSpan[])[]
}

/** Lays a rollup over the times a question reads; a miss where it is not ready or serves none of them. */
export function placeRollup(
  definition: RollupDefinition,
  { view, timeZone, reads }: Placing,
): { readonly grid: BucketGrid; readonly fits: readonly Fit[] } | Miss {
  const { id, fact } = definition
  const state = view.states.get(id)
  if (!state) return miss(3, `rollup ${id} is not built yet for this tenant`)
  if (state.status !== 'ready') {
    const detail = state.detail ? `: ${state.detail}` : ''
    return miss(3, `rollup ${id} is ${state.status === 'differs' ? 'set aside' : state.status}${detail}`)
  }
  const changes = view.changes.get(fact.table)
  if (!changes) return miss(4, `too many times of ${fact.table} changed since rollup ${id} was built`)
  const grid = gridOf(definition, state.timeZone)
  const fits = reads.map((spans) => fitSpans(spans, grid, changes))
  const idle = fits.find(({ clean }, index) => clean.length === 0 && reads[index]?.length !== 0)
  if (idle) {
    const why =
      idle.changed.length > 0
        ? `all of it changed since rollup ${id} was built`
        : `asked by other buckets in ${timeZone}, rollup ${id} is by ${daysOf(definition, state.timeZone)}`
    return miss(4, why)
  }
  const broken = fits.find(({ clean, raw }) => raw.length > mostSpans || clean.length > mostSpans)
  if (broken) {
    return miss(4, `what rollup ${id} leaves open is in ${broken.raw.length} pieces, rows are read at once`)
  }
  return { grid, fits }
}

const isLarge = ({ fit }: Placed) => lengthOf(fit.raw) > largePart * lengthOf([...fit.raw, ...fit.clean])
const sizeOf = ({ definition: { dimensions, grain, entity } }: Placed) =>
  dimensions.length + (grain === 'day' ? 0 : 2) + (entity === null ? 0 : 10)

/** The better of two rollups: little left open first, then few dimensions and coarse buckets. */
function better<Found extends Placed>(a: Found, b: Found): Found {
  if (isLarge(a) !== isLarge(b)) return isLarge(a) ? b : a
  return sizeOf(b) < sizeOf(a) ? b : a
}

/** The best rollup of those that serve; where none does, the miss that came farthest. There must be at least one verdict. */
export function nearest<Found extends Placed>(verdicts: readonly Verdict<Found>[]): Verdict<Found> {
  return verdicts.reduce((best, next) => {
    if ('far' in best) return !('far' in next) || next.far > best.far ? next : best
    return !('far' in next) && better(best.hit, next.hit) !== best.hit ? next : best
  })
}
