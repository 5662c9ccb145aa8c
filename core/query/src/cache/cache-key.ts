import { hash } from 'node:crypto'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import { canonical } from './canonical.ts'
import type { Security } from './security.ts'
import { timeKey } from './time-key.ts'

declare const keyed: unique symbol

/** Names one answer: equal keys, equal answers, as long as the tenant's data has the same version. */
export type CacheKey = string & { readonly [keyed]: true }

/**
 * The key of a question asked in a security context. The clock counts only as far as the answer depends on it, and wholly
 * where the question's time is not resolved yet.
 */
export function cacheKey(
  security: Security,
  question: { readonly asked: MetricQuery; readonly resolved: ResolvedQuery | null; readonly now: string },
): CacheKey {
  const { time, ...rest } = question.asked
  const { now: _, ...pinned } = time ?? {}
  const when = question.resolved ? timeKey(question.resolved) : question.now
  const text = canonical([security, { ...rest, time: time ? pinned : null }, when])
  return hash('sha256', text, 'base64url') as CacheKey
}
