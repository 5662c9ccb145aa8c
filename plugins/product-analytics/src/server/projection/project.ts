import type { ProjectContext, ResetContext } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import type { plugin } from '../../plugin.ts'
import { addUpDays, countFeatures } from './days.ts'
import { rebuildExposures, trialOf } from './exposures.ts'
import { clearSessions, makeSessions } from './sessions.ts'
import { hullOf, usageOf } from './usage.ts'

/** Lets one transaction per tenant at a time remake sessions: of two that each store a part of one, the later must see the earlier. */
async function takeTurns(db: Kysely<never>, tenantId: string): Promise<void> {
  await sql`
    insert into product_analytics.projection_turns (tenant_id) values (${tenantId})
    on conflict (tenant_id) do update set taken = excluded.taken`.execute(db)
}

/**
 * Keeps sessions, active days, uses of features and exposures in step with newly stored events. The result depends on which events are
 * stored and on the idle time, never on the order or the batches they came in.
 */
export async function project({ db, tenantId, events, settings }: ProjectContext<typeof plugin>): Promise<void> {
  const usages = events.flatMap((event) => usageOf(event) ?? [])
  const trials = events.flatMap((event) => trialOf(event) ?? [])
  await takeTurns(db, tenantId)
  if (usages.length > 0) {
    const rule = { tenantId, idleMinutes: settings.idleMinutes }
    const stretches = await clearSessions(db, rule, hullOf(usages))
    const featured = usages.filter(({ feature }) => feature !== null)
    // why: a connection carries statements out in the order they were sent; to wait for each would take a journey for each
    await Promise.all([
      makeSessions(db, rule, stretches),
      addUpDays(db, tenantId, stretches),
      featured.length > 0 && countFeatures(db, tenantId, featured),
    ])
  }
  if (trials.length > 0) await rebuildExposures(db, tenantId, trials)
}

/** Deletes what was made of events; what was imported stays. */
export async function reset({ db, tenantId }: ResetContext): Promise<void> {
  await sql`delete from product_analytics.sessions where tenant_id = ${tenantId}`.execute(db)
  await sql`delete from product_analytics.exposures where tenant_id = ${tenantId}`.execute(db)
  await sql`delete from product_analytics.active_days where tenant_id = ${tenantId} and source = 'events'`.execute(db)
  await sql`delete from product_analytics.feature_days where tenant_id = ${tenantId} and source = 'events'`.execute(db)
}
