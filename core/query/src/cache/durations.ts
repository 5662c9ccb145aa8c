import { LRUCache } from 'lru-cache'

const mostTenants = 2_000
/** How much a new duration counts beside those before it. */
const weight = 0.2

/** How long turns took of late, by tenant and kind. */
export interface Durations {
  readonly note: (tenantId: string, quick: boolean, milliseconds: number) => void
  /** Mean of the latest in milliseconds, newer ones counting more; null where there was none. */
  readonly of: (tenantId: string, quick: boolean) => number | null
}

/** Makes the memory of one queue. */
export function createDurations(): Durations {
  const means = new LRUCache<string, number>({ max: mostTenants })
  const keyOf = (tenantId: string, quick: boolean) => `${tenantId} ${quick ? 'quick' : 'long'}`
  return {
    note: (tenantId, quick, milliseconds) => {
      const key = keyOf(tenantId, quick)
      const mean = means.get(key)
      means.set(key, mean === undefined ? milliseconds : mean + (milliseconds - mean) * weight)
    },
    of: (tenantId, quick) => means.get(keyOf(tenantId, quick)) ?? null,
  }
}
