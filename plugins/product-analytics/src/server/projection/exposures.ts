import type { StoredEvent } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'

/** A user and an experiment. */
export interface Trial {
  readonly userId: string
  readonly experiment: string
}

const trying = new Set(['product_experiment_exposed', 'product_experiment_converted'])

/** The trial an event tells of; null where it tells of none. */
export function trialOf(event: StoredEvent): Trial | null {
  const experiment = event.properties?.['experiment']
  if (!trying.has(event.event) || !event.userId || typeof experiment !== 'string') return null
  return { userId: event.userId.toLowerCase(), experiment }
}

/**
 * Writes the exposures of these trials anew from stored events: the variant that was shown first, how many different ones were, and
 * the first conversion at that moment or later.
 */
export async function rebuildExposures(db: Kysely<never>, tenantId: string, trials: readonly Trial[]): Promise<void> {
  const touched = sql`(select distinct user_id, experiment from unnest(${trials.map(({ userId }) => userId)}::uuid[],
    ${trials.map(({ experiment }) => experiment)}::text[]) as given (user_id, experiment)) as touched`
  const cleared = sql`
    delete from product_analytics.exposures as old using ${touched}
    where old.tenant_id = ${tenantId} and old.user_id = touched.user_id and old.experiment = touched.experiment`.execute(
    db,
  )
  const written = sql`
    with told as (
      select touched.*, e.event_id, e.account_id, e.event, e."timestamp" as at, e.properties ->> 'variant' as variant
      from ${touched}
      join core.events as e on e.tenant_id = ${tenantId} and e.user_id = touched.user_id
        and e.properties ->> 'experiment' = touched.experiment
        and e.event in (${sql.join([...trying])})
    ), shown as (
      select user_id, experiment, min(at) as at, count(distinct variant) as variants,
        (array_agg(variant order by at, event_id))[1] as variant, (array_agg(account_id order by at, event_id))[1] as account_id
      from told where event = 'product_experiment_exposed' group by user_id, experiment
    )
    insert into product_analytics.exposures (tenant_id, experiment, user_id, account_id, variant, variants,
      first_exposed_at, converted_at)
    select ${tenantId}::uuid, experiment, user_id, account_id, variant, variants, shown.at, (
      select min(told.at) from told where told.event = 'product_experiment_converted' and told.user_id = shown.user_id
        and told.experiment = shown.experiment and told.at >= shown.at)
    from shown`.execute(db)
  await Promise.all([cleared, written])
}
