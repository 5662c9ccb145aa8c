import { perList } from '../time/per-list.ts'
import type { Bound } from './bucket-sql.ts'
import { compareBounds } from './windows.ts'

/** Buckets whose windows hold one interval: from the first ordinal to the last. */
export interface Reach {
  readonly first: number
  readonly last: number
  /** The ordinal after the last one. */
  readonly until: number
}

/** Buckets whose windows are computed in one go: they all hold the moment right after `pivot`, or all begin there. */
export interface Run {
  readonly first: number
  readonly last: number
  /** Intervals up to this one are in the run's first window and leave; later ones enter and stay. Counted from 1. */
  readonly pivot: number
}

/** Windows that begin and end ever later, cut at all their bounds: each window is a row of whole intervals. */
export interface WindowMap {
  /** Bounds of all windows, each once, in order. Interval n lies between the n-th and the next. */
  readonly points: readonly string[]
  /** For each interval, the windows that hold it; null where none does. */
  readonly reach: readonly (Reach | null)[]
  readonly runs: readonly Run[]
  readonly ordinals: readonly number[]
  /** First ordinal after all windows. */
  readonly end: number
}

interface Place {
  readonly ordinal: number
  /** First and last interval, counted from 1. */
  readonly first: number
  readonly last: number
}

/** Where runs begin anew: at a window that does not hold the pivot. */
function runsOf(places: readonly Place[]): Run[] {
  const runs: Place[][] = []
  for (const place of places) {
    const run = runs.at(-1)
    if (run?.[0] && place.first <= run[0].last) run.push(place)
    else runs.push([place])
  }
  return runs.map((run) => {
    const [opening] = run as [Place]
    const oneStart = run.every((place) => place.first === opening.first)
    const last = run.at(-1)?.ordinal ?? opening.ordinal
    return { first: opening.ordinal, last, pivot: oneStart ? opening.first - 1 : opening.last }
  })
}

/** Cuts windows into intervals; null when one begins or ends before the window before it does. */
export function mapWindows(windows: readonly Bound[]): WindowMap | null {
  const inOrder = windows.every((window, index) => {
    const next = windows[index + 1]
    return !next || (compareBounds(window.from, next.from) <= 0 && compareBounds(window.to, next.to) <= 0)
  })
  if (!inOrder) return null
  const points = [...new Set(windows.flatMap(({ from, to }) => [from, to]))].toSorted(compareBounds)
  const indexOf = new Map(points.map((point, index) => [point, index] as const))
  const places = windows.map(({ ordinal, from, to }) => ({
    ordinal,
    first: (indexOf.get(from) ?? 0) + 1,
    last: indexOf.get(to) ?? 0,
  }))
  const end = (places.at(-1)?.ordinal ?? 0) + 1
  let opening = 0
  let closing = 0
  const reach = points.slice(1).map((_, index) => {
    const interval = index + 1
    while (opening < places.length && (places[opening] as Place).last < interval) opening += 1
    while (closing < places.length && (places[closing] as Place).first <= interval) closing += 1
    const first = places[opening]
    const last = places[closing - 1]
    if (!first || !last || opening >= closing) return null
    return { first: first.ordinal, last: last.ordinal, until: places[closing]?.ordinal ?? end }
  })
  return { points, reach, runs: runsOf(places), ordinals: places.map((place) => place.ordinal), end }
}

const known = perList<readonly Bound[], WindowMap | null>()

/** The same, made once for the windows that several leaves share. */
export function mapOf(windows: readonly Bound[]): WindowMap | null {
  return known(windows, '', () => mapWindows(windows))
}

/** An interval meets a run: it is in the run's windows from one bucket on, or up to one bucket. */
export interface Meeting {
  readonly interval: number
  readonly ordinal: number
  readonly leaves: boolean
}

/** Every meeting of an interval with a run. An interval meets two runs at most. */
export function meetingsOf({ reach, runs }: WindowMap): Meeting[] {
  let next = 0
  return reach.flatMap((held, index) => {
    if (!held) return []
    // why: windows begin ever later, so a run that ended before an interval's first window meets no later one
    while (next < runs.length && (runs[next] as Run).last < held.first) next += 1
    const met: Meeting[] = []
    for (let at = next; at < runs.length && (runs[at] as Run).first <= held.last; at += 1) {
      const run = runs[at] as Run
      const leaves = index + 1 <= run.pivot
      const ordinal = leaves ? Math.min(held.last, run.last) : Math.max(held.first, run.first)
      met.push({ interval: index + 1, ordinal, leaves })
    }
    return met
  })
}
