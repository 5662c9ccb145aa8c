import { sql, type Kysely, type RawBuilder } from 'kysely'
import { activeEvents, hullOf, type Stretch } from './usage.ts'

/** Where and by which rule sessions are made. */
export interface Rule {
  readonly tenantId: string
  readonly idleMinutes: number
}

const iso = (at: number) => new Date(at).toISOString()

/** The stretches as a table `touched (user_id, lo, hi)`. */
export function touchedBy(stretches: readonly Stretch[]): RawBuilder<unknown> {
  return sql`unnest(${stretches.map(({ userId }) => userId)}::uuid[], ${stretches.map(({ from }) => iso(from))}::timestamptz[],
    ${stretches.map(({ to }) => iso(to))}::timestamptz[]) as touched (user_id, lo, hi)`
}

/** Takes away the sessions that new use reaches; answers the stretches in which sessions have to be made anew. */
export async function clearSessions(
  db: Kysely<never>,
  { tenantId, idleMinutes }: Rule,
  used: readonly Stretch[],
): Promise<Stretch[]> {
  const { rows } = await sql<{ userId: string; from: Date; to: Date }>`
    delete from product_analytics.sessions as old using ${touchedBy(used)}
    where old.tenant_id = ${tenantId} and old.user_id = touched.user_id
      and old.ended_at >= touched.lo - make_interval(mins => ${idleMinutes})
      and old.started_at <= touched.hi + make_interval(mins => ${idleMinutes})
    returning old.user_id as "userId", old.started_at as "from", old.ended_at as "to"`.execute(db)
  const reached = rows.map(({ userId, from, to }) => ({ userId, from: from.getTime(), to: to.getTime() + 1 }))
  return hullOf([...used, ...reached])
}

/**
 * Makes the sessions of these stretches from stored events. Each event takes the time it tells of; the next one begins a session
 * when the time before it is over for longer than the idle time.
 */
export async function makeSessions(
  db: Kysely<never>,
  { tenantId, idleMinutes }: Rule,
  stretches: readonly Stretch[],
): Promise<void> {
  await sql`
    with told as (
      select e.event_id, e.user_id, e.account_id, e.event, e."timestamp" as at, e.properties ->> 'platform' as platform,
        e.properties ->> 'release' as release,
        case when jsonb_typeof(e.properties -> 'active_seconds') = 'number' then (e.properties ->> 'active_seconds')::int
          else 0 end as seconds
      from ${touchedBy(stretches)}
      join core.events as e on e.tenant_id = ${tenantId} and e.user_id = touched.user_id
        and e."timestamp" >= touched.lo and e."timestamp" <= touched.hi
        and e.event in (${sql.join(activeEvents)})
    ), spent as (
      select *, at + make_interval(secs => seconds) as until,
        max(at + make_interval(secs => seconds)) over (
          partition by user_id order by at, event_id rows between unbounded preceding and 1 preceding) as before
      from told
    ), numbered as (
      select *, count(*) filter (where before is null or at > before + make_interval(mins => ${idleMinutes})) over (
        partition by user_id order by at, event_id) as session
      from spent
    )
    insert into product_analytics.sessions (tenant_id, session_id, user_id, account_id, started_at, ended_at,
      active_seconds, platform, release, errored, crashed)
    select ${tenantId}::uuid, (array_agg(event_id order by at, event_id))[1], user_id,
      (array_agg(account_id order by at, event_id) filter (where account_id is not null))[1],
      min(at), max(until), sum(seconds),
      coalesce((array_agg(platform order by at, event_id) filter (where platform is not null))[1], 'other'),
      coalesce((array_agg(release order by at, event_id) filter (where release is not null))[1], 'unknown'),
      bool_or(event = 'product_error'), bool_or(event = 'product_crashed')
    from numbered group by user_id, session`.execute(db)
}
