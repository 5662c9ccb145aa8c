import { setImmediate } from 'node:timers/promises'
import { queryErrors } from '../errors.ts'

export interface TurnLimits {
  /** Statements that run at once, of all tenants together. */
  readonly total: number
  /** Statements of one tenant that run at once. */
  readonly perTenant: number
  /** Callers of one tenant that may wait; one more is refused with `too_busy`. */
  readonly waiting: number
}

/** Who wants to run a statement. */
export interface TurnCaller {
  readonly tenantId: string
  readonly signal?: AbortSignal | undefined
  /** It will be done in an instant. Long ones leave a third of all turns to such. */
  readonly quick?: boolean | undefined
}

/** Hands out the right to run a statement; tenants that wait are served in turn. */
export interface Turns {
  /** Runs a function when it is the tenant's turn. Refuses with `too_busy`, and with `query_cancelled` who leaves the queue. */
  readonly run: <T>(caller: TurnCaller, work: () => Promise<T>) => Promise<T>
}

interface Waiting {
  readonly quick: boolean
  readonly go: () => void
}

/** How many run, and how many of them are long ones. */
interface Running {
  all: number
  long: number
}

interface Tenant {
  readonly running: Running
  readonly queue: Set<Waiting>
}

const hasRoom = (running: Running, limit: number, quick: boolean): boolean =>
  running.all < limit && (quick || running.long < limit - Math.floor(limit / 3))

function count(running: Running, quick: boolean, by: 1 | -1): void {
  running.all += by
  if (!quick) running.long += by
}

/**
 * Makes the queue of one process. A tenant with many questions waits behind its own, not in front of others, and a quick
 * question does not wait behind long ones only.
 */
export function createTurns(limits: TurnLimits): Turns {
  /** In the order of their turns: who was served goes to the end. */
  const tenants = new Map<string, Tenant>()
  const running: Running = { all: 0, long: 0 }

  const mayRun = (tenant: Tenant, quick: boolean): boolean =>
    hasRoom(running, limits.total, quick) && hasRoom(tenant.running, limits.perTenant, quick)

  const pick = (tenant: Tenant): Waiting | undefined => {
    const inOrder = tenant.queue.values()
    if (mayRun(tenant, false)) return inOrder.next().value
    return mayRun(tenant, true) ? inOrder.find(({ quick }) => quick) : undefined
  }

  const next = (): void => {
    for (const [id, tenant] of tenants) {
      const waiting = pick(tenant)
      if (!waiting) continue
      tenant.queue.delete(waiting)
      count(tenant.running, waiting.quick, 1)
      count(running, waiting.quick, 1)
      tenants.delete(id)
      tenants.set(id, tenant)
      waiting.go()
    }
  }

  const forgetIdle = (id: string, { running: own, queue }: Tenant): void => {
    if (own.all === 0 && queue.size === 0) tenants.delete(id)
  }

  const give = (id: string, quick: boolean): void => {
    const tenant = tenants.get(id)
    if (!tenant) return
    count(tenant.running, quick, -1)
    count(running, quick, -1)
    forgetIdle(id, tenant)
    next()
  }

  const take = async (id: string, quick: boolean, signal: AbortSignal | undefined): Promise<void> => {
    const tenant: Tenant = tenants.get(id) ?? { running: { all: 0, long: 0 }, queue: new Set() }
    if (!mayRun(tenant, quick) && tenant.queue.size >= limits.waiting) {
      throw queryErrors('too_busy', { waiting: limits.waiting })
    }
    tenants.set(id, tenant)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiting = { quick, go: resolve }
    const leave = () => {
      if (!tenant.queue.delete(waiting)) return
      forgetIdle(id, tenant)
      reject(queryErrors('query_cancelled', {}))
    }
    tenant.queue.add(waiting)
    signal?.addEventListener('abort', leave, { once: true })
    next()
    await promise.finally(() => signal?.removeEventListener('abort', leave))
  }

  return {
    run: async ({ tenantId, signal, quick = false }, work) => {
      // why: of those who come together the long ones begin first, so that all are done sooner
      if (quick && limits.total > 1) await setImmediate()
      if (signal?.aborted) throw queryErrors('query_cancelled', {})
      await take(tenantId, quick, signal)
      try {
        return await work()
      } finally {
        give(tenantId, quick)
      }
    },
  }
}
