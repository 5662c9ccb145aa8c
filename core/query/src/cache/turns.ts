import { setImmediate } from 'node:timers/promises'
import { queryErrors } from '../errors.ts'
import { createDurations } from './durations.ts'
import { lengthOf, waitBehind, type Load, type TenantLoad } from './expected-wait.ts'
import { createServed } from './served.ts'
import { tooBusy } from './too-busy.ts'
import { whenEnded } from './when-ended.ts'

export interface TurnLimits {
  /** Statements that run at once, of all tenants together. */
  readonly total: number
  /** Statements of one tenant that run at once. */
  readonly perTenant: number
  /** Callers of one tenant that may wait; one more is refused with `too_busy`. */
  readonly waiting: number
  /**
   * All share one session, and a question is more than one statement. After a long one its tenant lets the others through for a
   * moment, or each statement of theirs would wait for one of its.
   */
  readonly rests?: boolean
}

/** Who wants to run a statement. */
export interface TurnCaller {
  readonly tenantId: string
  readonly signal?: AbortSignal | undefined
  /** It will be done in an instant. Long ones leave a third of all turns to such. */
  readonly quick?: boolean | undefined
  /** When the answer is due, in milliseconds of `performance.now()`; never when left out. Waiting counts. */
  readonly due?: number | undefined
}

/** A turn, as who has it sees it. */
export interface Turn {
  /** Keeps the turn until the promise has settled as well, however the work ends: a statement may run on after it. */
  readonly hold: (ended: Promise<void>) => void
}

/** Hands out the right to run a statement. Of the tenants that wait the one that used least time of turns is served first. */
export interface Turns {
  /**
   * Runs a function when it is the tenant's turn. Refuses with `too_busy` who cannot be answered in time, as soon as that is to
   * be expected and when time is up at the latest, and with `query_cancelled` who leaves the queue.
   */
  readonly run: <T>(caller: TurnCaller, work: (turn: Turn) => Promise<T>) => Promise<T>
  /** Refuses with `too_busy` who would be refused now. */
  readonly assertRoom: (caller: TurnCaller) => void
}

/** From this length on, in milliseconds, a tenant rests after a turn: a quarter of what it took, and no longer than most. */
const longTurnMs = 200
const longestRestMs = 100

interface Waiting {
  readonly quick: boolean
  readonly due: number
  /** It could not begin when it came. */
  hasWaited: boolean
  readonly go: () => void
  readonly refuse: (error: Error) => void
}

interface Begun {
  readonly quick: boolean
  readonly at: number
}

interface Tenant {
  readonly running: Set<Begun>
  readonly queue: Set<Waiting>
  restsUntil: number
}

interface Count {
  readonly quick: number
  readonly long: number
}

/** Counts the quick and the long ones among the first of some. */
function countOf(all: ReadonlySet<{ readonly quick: boolean }>, most = Infinity): Count {
  let [quick, seen] = [0, 0]
  for (const one of all) {
    if (seen >= most) break
    seen += 1
    if (one.quick) quick += 1
  }
  return { quick, long: seen - quick }
}

const hasRoom = ({ quick, long }: Count, limit: number, isQuick: boolean): boolean =>
  quick + long < limit && (isQuick || long < limit - Math.floor(limit / 3))

/**
 * Makes the queue of one process. A tenant with many questions waits behind its own, not in front of others, and a quick
 * question does not wait behind long ones only.
 */
export function createTurns(limits: TurnLimits): Turns {
  const tenants = new Map<string, Tenant>()
  const served = createServed()
  const running = new Set<Begun>()
  const durations = createDurations()

  const tenantOf = (id: string): Tenant => tenants.get(id) ?? { running: new Set(), queue: new Set(), restsUntil: 0 }

  const mayRun = (tenant: Tenant, quick: boolean): boolean =>
    tenant.restsUntil <= performance.now() &&
    hasRoom(countOf(running), limits.total, quick) &&
    hasRoom(countOf(tenant.running), limits.perTenant, quick)

  const loadOf = (id: string, tenant: Tenant, ahead: Count): TenantLoad => {
    const now = performance.now()
    const of = (quick: boolean): Load => ({
      running: [...tenant.running].filter((begun) => begun.quick === quick).map(({ at }) => now - at),
      ahead: quick ? ahead.quick : ahead.long,
      usual: durations.of(id, quick),
    })
    return { quick: of(true), long: of(false) }
  }

  /** In how many milliseconds a question is expected to be answered that has so many of its tenant's before it. */
  const expected = (id: string, tenant: Tenant, { quick, ahead }: { quick: boolean; ahead: Count }): number => {
    const own = loadOf(id, tenant, ahead)
    const length = lengthOf(quick ? own.quick : own.long)
    if (ahead.quick + ahead.long === 0 && mayRun(tenant, quick)) return length
    // why: tenants are served in turn, so of another one's queue no more come before it than of its own
    const most = ahead.quick + ahead.long + 1
    const others = [...tenants].flatMap(([other, one]) =>
      other === id ? [] : [loadOf(other, one, countOf(one.queue, most))],
    )
    const ofOwn = waitBehind([own], { limit: limits.perTenant, quick })
    return length + Math.max(ofOwn, waitBehind([own, ...others], { limit: limits.total, quick }))
  }

  const busyAfter = (milliseconds: number, due: number): Error => {
    const left = due - performance.now()
    // why: those who stay are done by the time that this one was due
    return tooBusy(left > 0 ? Math.min(milliseconds, left) : milliseconds)
  }

  const refuse = (tenant: Tenant, waiting: Waiting, milliseconds: number): void => {
    tenant.queue.delete(waiting)
    waiting.refuse(busyAfter(milliseconds, waiting.due))
  }

  const isLate = (milliseconds: number, due: number) => performance.now() + milliseconds > due

  /** The next of a tenant that may run. Those that have waited too long for an answer in time are not begun. */
  const pick = (id: string, tenant: Tenant): Waiting | undefined => {
    for (;;) {
      const inOrder = tenant.queue.values()
      const found = mayRun(tenant, false)
        ? inOrder.next().value
        : mayRun(tenant, true)
          ? inOrder.find(({ quick }) => quick)
          : undefined
      if (!found) return undefined
      // why: who finds room has all its time; refused, nothing would run and nothing better be learnt of how long one takes
      if (!found.hasWaited) return found
      const length = expected(id, tenant, { quick: found.quick, ahead: { quick: 0, long: 0 } })
      if (!isLate(length, found.due)) return found
      refuse(tenant, found, length)
    }
  }

  /** Refuses the last ones of a queue that will not be answered in time. */
  const trim = (id: string, tenant: Tenant): void => {
    for (const last of [...tenant.queue].toReversed()) {
      const all = countOf(tenant.queue)
      const ahead = last.quick ? { ...all, quick: all.quick - 1 } : { ...all, long: all.long - 1 }
      const milliseconds = expected(id, tenant, { quick: last.quick, ahead })
      if (!isLate(milliseconds, last.due)) return
      refuse(tenant, last, milliseconds)
    }
  }

  const forgetIdle = (id: string, tenant: Tenant): void => {
    if (tenant.running.size === 0 && tenant.queue.size === 0) tenants.delete(id)
  }

  /** Begins the next question of a tenant that may run; answers whether there was one. */
  const begin = (id: string, tenant: Tenant): boolean => {
    const waiting = pick(id, tenant)
    if (!waiting) {
      forgetIdle(id, tenant)
      return false
    }
    tenant.queue.delete(waiting)
    served.begin(id)
    waiting.go()
    return true
  }

  /** Begins what may run, one of each tenant after the other: who had least of the turns comes first. */
  const next = (): void => {
    const waiting = [...tenants].filter(([, { queue }]) => queue.size > 0)
    const inTurn = waiting.toSorted(([a], [b]) => served.inTurn(a, b))
    const begun = inTurn.filter(([id, tenant]) => begin(id, tenant))
    if (begun.length > 0) next()
  }

  /** Holds a tenant back for a moment after a long turn, where others are there. */
  const rest = (id: string, tenant: Tenant, tookMs: number): void => {
    if (!limits.rests || tookMs < longTurnMs || tenant.queue.size === 0 || !served.hasOthers(id)) return
    const restMs = Math.min(longestRestMs, tookMs / 4)
    tenant.restsUntil = performance.now() + restMs
    // why: a timer may be a little early
    setTimeout(next, restMs + 2)
  }

  const assertRoom = ({ tenantId, quick = false, due = Infinity }: TurnCaller): void => {
    const tenant = tenantOf(tenantId)
    if (mayRun(tenant, quick)) return
    const milliseconds = expected(tenantId, tenant, { quick, ahead: countOf(tenant.queue) })
    if (tenant.queue.size >= limits.waiting || isLate(milliseconds, due)) throw busyAfter(milliseconds, due)
  }

  /** Waits for a turn; the function it answers with gives it back. */
  const take = async (caller: TurnCaller): Promise<() => void> => {
    const { tenantId, signal, quick = false, due = Infinity } = caller
    assertRoom(caller)
    if (!tenants.has(tenantId)) served.enter(tenantId, tenants.keys())
    const tenant = tenantOf(tenantId)
    tenants.set(tenantId, tenant)
    const { promise, resolve, reject } = Promise.withResolvers<Begun>()
    const go = () => {
      const begun = { quick, at: performance.now() }
      tenant.running.add(begun)
      running.add(begun)
      resolve(begun)
    }
    const waiting: Waiting = { quick, due, hasWaited: false, go, refuse: reject }
    const leave = (error: Error) => {
      if (!tenant.queue.delete(waiting)) return
      forgetIdle(tenantId, tenant)
      reject(error)
    }
    const onAbort = () => leave(queryErrors('query_cancelled', {}))
    tenant.queue.add(waiting)
    next()
    const waits = tenant.queue.has(waiting)
    waiting.hasWaited = waits
    const late = () => leave(busyAfter(expected(tenantId, tenant, { quick, ahead: countOf(tenant.queue) }), due))
    const timer = waits && due < Infinity ? setTimeout(late, due - performance.now()) : undefined
    if (waits) signal?.addEventListener('abort', onAbort, { once: true })
    const begun = await promise.finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    })
    return () => {
      tenant.running.delete(begun)
      running.delete(begun)
      // why: how long it took to leave, or to stop when time was up, says nothing of how long an answer takes
      if (!signal?.aborted) durations.note(tenantId, quick, Math.max(0, Math.min(performance.now(), due) - begun.at))
      const tookMs = performance.now() - begun.at
      served.end(tenantId, tookMs)
      rest(tenantId, tenant, tookMs)
      next()
      trim(tenantId, tenant)
      forgetIdle(tenantId, tenant)
    }
  }

  return {
    run: async (caller, work) => {
      const { signal, quick = false } = caller
      // why: of those who come together the long ones begin first, so that all are done sooner
      if (quick && limits.total > 1) await setImmediate()
      if (signal?.aborted) throw queryErrors('query_cancelled', {})
      const giveBack = await take(caller)
      const held: Promise<void>[] = []
      try {
        return await work({ hold: (ended) => void held.push(ended) })
      } finally {
        whenEnded(held, giveBack)
      }
    },
    assertRoom,
  }
}
