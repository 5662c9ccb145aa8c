import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Locks } from '@tessera/plugin-api/server'
import { serviceErrors } from './errors.ts'
import { freeLock, prolongLock, takeLock, type LockName } from './lock-rows.ts'
import { outsideTransactions } from './open-transaction.ts'

/** How long locks are held and how often they are looked at. */
export interface LockPace {
  /** How long a lock stays with a holder that gives no sign of life. */
  readonly leaseMs: number
  /** Longest pause between two looks of who waits. */
  readonly lookMs: number
}

const usualPace: LockPace = { leaseMs: 30_000, lookMs: 500 }

const usualWaitMs = 10_000
const firstLookMs = 20

/** Locks of one plugin in one tenant. */
export interface LockScope {
  readonly owner: Kysely<never>
  readonly tenantId: string
  readonly plugin: string
  readonly signal: AbortSignal
  readonly pace?: LockPace
}

async function take(scope: LockScope, lock: LockName, wait: { readonly holder: string; readonly ms: number }) {
  const { owner, signal, pace = usualPace } = scope
  const until = performance.now() + wait.ms
  for (let pause = firstLookMs; ; pause = Math.min(pause * 2, pace.lookMs)) {
    signal.throwIfAborted()
    if (await takeLock(owner, lock, { holder: wait.holder, leaseMs: pace.leaseMs })) return
    const left = until - performance.now()
    // why: a wait that is no number is none
    if (!(left > 0)) throw serviceErrors('lock_taken', { name: lock.name, seconds: wait.ms / 1000 })
    await sleep(Math.min(pause, left), undefined, { signal })
  }
}

/** Prolongs a lock until it is told to stop; aborts `lost` when somebody else may hold it. */
async function keep(
  { owner, pace = usualPace }: LockScope,
  lock: LockName,
  held: { readonly holder: string; readonly over: AbortSignal; readonly lost: AbortController },
): Promise<void> {
  const { holder, over, lost } = held
  const { leaseMs } = pace
  let heldUntil = performance.now() + leaseMs
  for (;;) {
    await sleep(leaseMs / 3, undefined, { signal: over, ref: false }).catch(() => {})
    if (over.aborted) return
    const asked = performance.now()
    // why: what is not answered in time may be done all the same, but not known in time
    const isHeld = await prolongLock(owner, lock, { holder, leaseMs }).catch(() => null)
    if (over.aborted) return
    if (isHeld) heldUntil = asked + leaseMs
    if (isHeld === false || performance.now() > heldUntil)
      return lost.abort(serviceErrors('lock_lost', { name: lock.name }))
  }
}

/** Locks as rows with a time to live: held across statements, by no connection, on every database alike. */
export function locksOf(scope: LockScope): Locks {
  const { owner, tenantId, plugin } = scope
  const withLock: Locks['withLock'] = async (name, run, { waitMs = usualWaitMs } = {}) => {
    if (!/^[^\0]{1,200}$/.test(name) || !name.isWellFormed()) throw serviceErrors('lock_name_wrong', {})
    const lock = { tenantId, plugin, name }
    const holder = crypto.randomUUID()
    await take(scope, lock, { holder, ms: waitMs })
    const over = new AbortController()
    const lost = new AbortController()
    const keeping = keep(scope, lock, { holder, over: over.signal, lost })
    try {
      const result = await run(AbortSignal.any([lost.signal, scope.signal]))
      lost.signal.throwIfAborted()
      return result
    } finally {
      over.abort()
      await keeping
      // why: one that cannot be given back now is free when its time is up
      await freeLock(owner, lock, holder).catch(() => {})
    }
  }
  return { withLock: outsideTransactions('locks.withLock', withLock) as Locks['withLock'] }
}
