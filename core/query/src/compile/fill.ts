import { sql, type RawBuilder } from 'kysely'
import { factOf, type Fact } from '@tessera/plugin-api/server'
import type { PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import type { Slot } from '../time/buckets.ts'
import { perList } from '../time/per-list.ts'
import type { Period } from './bucket-sql.ts'
import { knownStates } from './known-states.ts'

/** First and last row of a fact for one tenant: between them an empty bucket means 0, outside nothing is known. */
export interface Life {
  readonly first: Temporal.Instant
  readonly last: Temporal.Instant
}

export type Lives = ReadonlyMap<Fact, Life | null>

const zeroWhenEmpty = new Set([
  'count',
  'sum',
  'distinct',
  'approximate_distinct',
  'snapshot',
  'lost',
  'stock',
  'funnel_step',
  'funnel_open',
  'lifecycle',
  'movement',
  'conversions',
])

function kindOf({ source }: Pick<PlannedMeasure, 'source'>): string {
  if (source.kind === 'trailing') return source.aggregate.kind
  return source.kind === 'last_value' ? source.across : source.kind
}

/** Whether nothing at all makes a measure 0: it says how much there is, not what it is like. */
export function isAmount(measure: Pick<PlannedMeasure, 'source'>): boolean {
  return zeroWhenEmpty.has(kindOf(measure))
}

/** Kinds that are known up to now, whenever the last row was. */
const standing = new Set(['snapshot', 'lost', 'movement'])

/** Whether a measure is read as of now in a running bucket, and unknown in those to come. */
function looksAtClock({ source }: PlannedMeasure): boolean {
  const kinds = [...standing, 'last_value', 'stock', 'lifecycle', 'trailing']
  return kinds.includes(source.kind) || ('after' in source && source.after !== undefined)
}

/** Tells whether a bucket with no rows is known to be empty. */
function knownSlots(measure: PlannedMeasure, life: Life, now: Temporal.Instant): (slot: Slot) => boolean {
  const { source } = measure
  if (source.kind === 'last_value' || source.kind === 'stock') return knownStates(source, life, now)
  const age = { hours: 24 * ('after' in source ? (source.after?.days ?? 0) : 0) }
  const [first, last] = [life.first.add(age), life.last.add(age)]
  const clocked = looksAtClock(measure)
  return (slot) => {
    if (clocked && Temporal.Instant.compare(slot.from, now) >= 0) return false
    const running = clocked && Temporal.Instant.compare(slot.to, now) > 0
    if (source.kind === 'lifecycle' && source.part === 'churned' && running) return false
    const begun = Temporal.Instant.compare(running ? now : slot.to, first) > 0
    return begun && (standing.has(source.kind) || Temporal.Instant.compare(slot.from, last) <= 0)
  }
}

const ordinals = perList<Period['slots'], readonly number[]>()

/** Ordinals of the buckets that are known to be empty where they have no rows; measures of one fact share the list. */
function knownOrdinals(measure: PlannedMeasure, period: Period, when: { life: Life; now: Temporal.Instant }) {
  const { source } = measure
  const { life, now } = when
  const age = 'after' in source ? source.after?.days : undefined
  const maxAge = source.kind === 'last_value' ? source.maxAge?.days : undefined
  const clock = looksAtClock(measure) ? [source.kind, source.kind === 'lifecycle' ? source.part : '', maxAge, now] : []
  return ordinals(period.slots, [life.first, life.last, age, ...clock].map(String).join(), () => {
    const isKnown = knownSlots(measure, life, now)
    return period.slots.flatMap((slot, index) => (slot && isKnown(slot) ? [index + 1] : []))
  })
}

/** A measure's column with 0 in the empty buckets inside its fact's life, where its kind allows a 0. */
export function filled(
  measure: PlannedMeasure,
  period: Period,
  scope: { readonly query: ResolvedQuery; readonly lives: Lives },
): RawBuilder<number> {
  const column = sql<number>`${sql.ref(`${measure.column}${period.suffix}`)}`
  const life = scope.lives.get(factOf(measure.source))
  if (!scope.query.fill || !life || !isAmount(measure)) return column
  const isKnown = knownSlots(measure, life, scope.query.time.now)
  // why: slots stand in order and what is known is one stretch of them, so the ends speak for all
  const ends = [period.slots[0], period.slots.at(-1)]
  const isStretch = measure.source.kind !== 'last_value' && measure.source.kind !== 'stock'
  if (isStretch && !period.slots.includes(null) && ends.every((slot) => slot && isKnown(slot))) {
    return sql<number>`coalesce(${column}, 0)`
  }
  const known = knownOrdinals(measure, period, { life, now: scope.query.time.now })
  if (known.length === 0) return column
  if (known.length === period.slots.length) return sql<number>`coalesce(${column}, 0)`
  return sql<number>`coalesce(${column}, case when ordinal = any(${known}::int[]) then 0 end)`
}
