import { serverErrors } from '../errors.ts'

/** How many streams may be open at once. */
export interface LiveLimits {
  readonly total: number
  readonly perTenant: number
  /** For one key or session. */
  readonly perCaller: number
}

/** Counts open streams. */
export interface LivePlaces {
  /** Takes a place and answers how to leave it. Refuses with `live_full`, `live_full_for_tenant` or `live_too_many`. */
  readonly take: (of: { readonly tenantId: string; readonly caller: string }) => () => void
}

const mostPerCaller = 100

/** The limits of a process that may hold so many streams. */
export function liveLimits(total: number): LiveLimits {
  return { total, perTenant: Math.ceil(total / 2), perCaller: Math.min(mostPerCaller, total) }
}

/** Makes the count of one process. */
export function livePlaces(limits: LiveLimits): LivePlaces {
  const taken = new Map<string, number>()
  let all = 0
  const add = (key: string, step: number) => {
    const count = (taken.get(key) ?? 0) + step
    if (count === 0) taken.delete(key)
    else taken.set(key, count)
  }
  return {
    take: ({ tenantId, caller }) => {
      const keys = [`tenant ${tenantId}`, `caller ${tenantId} ${caller}`] as const
      const [ofTenant = 0, ofCaller = 0] = keys.map((key) => taken.get(key) ?? 0)
      if (ofCaller >= limits.perCaller) throw serverErrors('live_too_many', { most: limits.perCaller })
      if (ofTenant >= limits.perTenant) throw serverErrors('live_full_for_tenant', { most: limits.perTenant })
      if (all >= limits.total) throw serverErrors('live_full', { most: limits.total })
      all += 1
      for (const key of keys) add(key, 1)
      let isLeft = false
      return () => {
        if (isLeft) return
        isLeft = true
        all -= 1
        for (const key of keys) add(key, -1)
      }
    },
  }
}
