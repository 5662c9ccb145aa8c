import type { StoredEvent } from '@tessera/plugin-api/server'

/** What one event tells of a user's time in the product. */
export interface Usage {
  readonly userId: string
  readonly accountId: string | null
  /** Milliseconds since 1970, rounded outwards; `to` is when the time it tells of is over. */
  readonly from: number
  readonly to: number
  readonly feature: string | null
}

/** Events that mean that somebody was active. */
export const activeEvents = ['product_used', 'product_error', 'product_crashed'] as const
const active = new Set<string>(activeEvents)

/** What an event tells of use; null where it tells nothing of it. */
export function usageOf(event: StoredEvent): Usage | null {
  if (!active.has(event.event) || !event.userId) return null
  const { active_seconds: seconds, feature } = event.properties ?? {}
  const from = Date.parse(event.timestamp)
  return {
    userId: event.userId.toLowerCase(),
    accountId: event.accountId ?? null,
    from,
    to: from + 1 + (typeof seconds === 'number' ? seconds * 1000 : 0),
    feature: event.event === 'product_used' && typeof feature === 'string' ? feature : null,
  }
}

/** A user and a time of theirs, in milliseconds since 1970. */
export interface Stretch {
  readonly userId: string
  readonly from: number
  readonly to: number
}

/** For each user, the least stretch that holds all given ones. */
export function hullOf(stretches: readonly Stretch[]): Stretch[] {
  const hulls = new Map<string, { userId: string; from: number; to: number }>()
  for (const { userId, from, to } of stretches) {
    const hull = hulls.get(userId)
    if (!hull) hulls.set(userId, { userId, from, to })
    else [hull.from, hull.to] = [Math.min(hull.from, from), Math.max(hull.to, to)]
  }
  return [...hulls.values()]
}
