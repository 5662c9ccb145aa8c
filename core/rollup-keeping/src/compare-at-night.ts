import { setTimeout as sleep } from 'node:timers/promises'
import type { RollupCheck, Rollups } from '@tessera/query'
import type { TenantContext } from '@tessera/plugin-api/server'
import type { Kysely } from 'kysely'
import { claimNight, endNight, leaveNight, prolongNight, type Night } from './nights.ts'

export interface NightParts {
  readonly owner: Kysely<never>
  readonly rollups: Pick<Rollups, 'check'>
  /** Aborted when the server stops: the night is left to another one at once. */
  readonly signal: AbortSignal
  /** How long a server that gives no sign of life is believed to compare, in milliseconds. */
  readonly leaseMs: number
}

/** What was found in a night, and how long it took. */
export interface NightFound {
  readonly checks: readonly RollupCheck[]
  readonly ms: number
}

/** Gives signs of life until it is told to stop. One that fails is made up for by the next. */
async function keepHold({ owner, leaseMs }: NightParts, night: Night, held: { holder: string; over: AbortSignal }) {
  const { holder, over } = held
  for (;;) {
    await sleep(leaseMs / 4, undefined, { signal: over, ref: false }).catch(() => {})
    if (over.aborted) return
    await prolongNight(owner, night, { holder, leaseMs }).catch(() => {})
  }
}

/**
 * Compares the rollups of a tenant with their rows unless another server does so this night, or has. Answers null then. Fails as the
 * comparison fails; it is taken again ten minutes later, five times at most.
 */
export async function compareAtNight(
  parts: NightParts,
  tenant: TenantContext,
  night: Date,
): Promise<NightFound | null> {
  const { owner, rollups, signal, leaseMs } = parts
  const holder = crypto.randomUUID()
  const at: Night = { tenantId: tenant.id, night }
  if (!(await claimNight(owner, at, { holder, leaseMs }))) return null
  const over = new AbortController()
  const holding = keepHold(parts, at, { holder, over: over.signal })
  const begun = performance.now()
  try {
    const checks = await rollups.check(tenant)
    const isOwn = await endNight(owner, at, { holder, checks })
    return isOwn ? { checks, ms: performance.now() - begun } : null
  } catch (error) {
    const reason = signal.aborted ? null : error instanceof Error ? error.message : String(error)
    // why: what cannot be given back now is free when its time is up
    await leaveNight(owner, at, { holder, reason }).catch(() => {})
    throw error
  } finally {
    over.abort()
    await holding
  }
}
