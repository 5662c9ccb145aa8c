import { queryErrors } from '../errors.ts'

export interface TurnLimits {
  /** Statements that run at once, of all tenants together. */
  readonly total: number
  /** Statements of one tenant that run at once. */
  readonly perTenant: number
  /** Callers of one tenant that may wait; one more is refused with `too_busy`. */
  readonly waiting: number
}

/** Hands out the right to run a statement; tenants that wait are served in turn. */
export interface Turns {
  /** Runs a function when it is the tenant's turn. Refuses with `too_busy`, and with `query_cancelled` who leaves the queue. */
  readonly run: <T>(
    caller: { readonly tenantId: string; readonly signal?: AbortSignal | undefined },
    work: () => Promise<T>,
  ) => Promise<T>
}

interface Tenant {
  running: number
  readonly queue: Set<() => void>
}

/** Makes the queue of one process. A tenant with many questions waits behind its own, not in front of others. */
export function createTurns(limits: TurnLimits): Turns {
  /** In the order of their turns: who was served goes to the end. */
  const tenants = new Map<string, Tenant>()
  let running = 0

  const next = (): void => {
    for (const [id, tenant] of tenants) {
      if (running >= limits.total) return
      const [go] = tenant.queue
      if (!go || tenant.running >= limits.perTenant) continue
      tenant.queue.delete(go)
      tenant.running += 1
      running += 1
      tenants.delete(id)
      tenants.set(id, tenant)
      go()
    }
  }

  const give = (id: string): void => {
    const tenant = tenants.get(id)
    if (!tenant) return
    tenant.running -= 1
    running -= 1
    if (tenant.running === 0 && tenant.queue.size === 0) tenants.delete(id)
    next()
  }

  const take = async (id: string, signal: AbortSignal | undefined): Promise<void> => {
    const tenant: Tenant = tenants.get(id) ?? { running: 0, queue: new Set() }
    const mustWait = running >= limits.total || tenant.running >= limits.perTenant || tenant.queue.size > 0
    if (mustWait && tenant.queue.size >= limits.waiting) throw queryErrors('too_busy', { waiting: limits.waiting })
    tenants.set(id, tenant)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = () => {
      if (!tenant.queue.delete(resolve)) return
      if (tenant.running === 0 && tenant.queue.size === 0) tenants.delete(id)
      reject(queryErrors('query_cancelled', {}))
    }
    tenant.queue.add(resolve)
    signal?.addEventListener('abort', leave, { once: true })
    next()
    await promise.finally(() => signal?.removeEventListener('abort', leave))
  }

  return {
    run: async ({ tenantId, signal }, work) => {
      if (signal?.aborted) throw queryErrors('query_cancelled', {})
      await take(tenantId, signal)
      try {
        return await work()
      } finally {
        give(tenantId)
      }
    },
  }
}
