import { LRUCache } from 'lru-cache'

const mostRemembered = 2_000
/** Differences below this many milliseconds are none: who has used about as much is served in order of last turns. */
const stepMs = 100
/** How long others count as being there after their last turn. */
const thereMs = 30_000

interface Service {
  readonly turn: number
  readonly at: number
  /** Milliseconds of turns, or what it is taken for that came later than others. */
  readonly usedMs: number
}

/** Remembers which tenant had how much of all turns, so that the one with the least is served next. */
export interface Served {
  /** A tenant comes, beside those who are there. What it left unused while it was away gives it no right to more now. */
  readonly enter: (id: string, present: Iterable<string>) => void
  readonly begin: (id: string) => void
  readonly end: (id: string, tookMs: number) => void
  /** Puts first who has used least time and, where that is about the same, whose last turn is longest ago. */
  readonly inTurn: (a: string, b: string) => number
  /** Somebody else had a turn a moment ago. */
  readonly hasOthers: (id: string) => boolean
}

/** Makes the memory of a queue. It outlasts idle moments: who asks one by one is no newcomer each time. */
export function createServed(): Served {
  const services = new LRUCache<string, Service>({ max: mostRemembered })
  let turn = 0
  const of = (id: string): Service => services.peek(id) ?? { turn: 0, at: -Infinity, usedMs: 0 }
  const stepsOf = ({ usedMs }: Service) => Math.floor(usedMs / stepMs)

  return {
    enter: (id, present) => {
      const least = Math.min(...[...present].map((other) => of(other).usedMs))
      const known = of(id)
      if (least < Infinity && known.usedMs < least) services.set(id, { ...known, usedMs: least })
    },
    begin: (id) => void services.set(id, { ...of(id), turn: (turn += 1), at: performance.now() }),
    end: (id, tookMs) => {
      const known = of(id)
      services.set(id, { ...known, usedMs: known.usedMs + tookMs })
    },
    inTurn: (a, b) => stepsOf(of(a)) - stepsOf(of(b)) || of(a).turn - of(b).turn,
    hasOthers: (id) => {
      const now = performance.now()
      return [...services.entries()].some(([other, { at }]) => other !== id && now - at < thereMs)
    },
  }
}
