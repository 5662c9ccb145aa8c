import { edgeAt, toInstant } from '../time/edge.ts'
import { dayOf } from '../time/unit-start.ts'
import { instantText } from './instant-text.ts'
import type { RollupDefinition } from '../rollup-definition.ts'

/** Where the buckets of a rollup begin, in epoch milliseconds. Dates stand for their midnight in UTC. */
export interface BucketGrid {
  /** Start of the bucket that holds the time. */
  readonly floor: (time: number) => number
  /** First start at or after the time. */
  readonly ceil: (time: number) => number
  /** Starts from one start up to, not including, another. */
  readonly starts: (from: number, to: number) => number[]
  /** The time as the fact's time column compares with it. */
  readonly text: (time: number) => string
}

const quarterHour = 15 * 60_000
const day = 24 * 60 * 60_000

function evenGrid(step: number, text: BucketGrid['text']): BucketGrid {
  const floor = (time: number) => Math.floor(time / step) * step
  const ceil = (time: number) => Math.ceil(time / step) * step
  const starts = (from: number, to: number) =>
    Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step)
  return { floor, ceil, starts, text }
}

const dateText = (time: number) => instantText(time).replace(/T.*?Z/, '')

interface LocalDay {
  readonly start: number
  readonly next: number
}

function dayGrid(timeZone: string): BucketGrid {
  const days = new Map<number, LocalDay>()
  const startOf = (date: Temporal.PlainDate) => toInstant(date.toPlainDateTime(), timeZone).epochMilliseconds
  let latest: LocalDay | null = null
  const localDay = (time: number): LocalDay => {
    if (latest && time >= latest.start && time < latest.next) return latest
    const known = days.get(time)
    if (known) return (latest = known)
    const date = dayOf(edgeAt(Temporal.Instant.fromEpochMilliseconds(time), timeZone), timeZone)
    const found = { start: startOf(date), next: startOf(date.add({ days: 1 })) }
    if (days.size > 20_000) days.clear()
    days.set(found.start, found)
    return (latest = found)
  }
  const floor = (time: number) => localDay(time).start
  const ceil = (time: number) => {
    const { start, next } = localDay(time)
    return start === time ? time : next
  }
  const starts = (from: number, to: number) => {
    const all: number[] = []
    for (let at = from; at < to; at = localDay(at).next) all.push(at)
    return all
  }
  return { floor, ceil, starts, text: instantText }
}

const dates = evenGrid(day, dateText)
const quarterHours = evenGrid(quarterHour, instantText)
const dayGrids = new Map<string, BucketGrid>()

/** The buckets of a rollup built in a time zone. */
export function gridOf({ grain, fact }: RollupDefinition, timeZone: string): BucketGrid {
  if (fact.time.type === 'local_date') return dates
  if (grain === 'quarter_hour') return quarterHours
  const known = dayGrids.get(timeZone) ?? dayGrid(timeZone)
  dayGrids.set(timeZone, known)
  return known
}
