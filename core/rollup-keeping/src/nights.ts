import type { RollupCheck } from '@tessera/query'
import { sql, type Kysely } from 'kysely'

/** The comparison of one night: the night of a tenant is known by the instant it begins. */
export interface Night {
  readonly tenantId: string
  readonly night: Date
}

/** Who compares, and how long that is believed without a sign of life. */
export interface Claim {
  readonly holder: string
  readonly leaseMs: number
}

/** What became of the comparison of one night, as admins see it. Times are ISO instants. */
export interface NightReport {
  readonly night: string
  /** `waiting`: it failed or was left by a server that ended, and is taken up again. `given_up`: it failed too often. */
  readonly state: 'comparing' | 'waiting' | 'done' | 'given_up'
  readonly startedAt: string
  readonly endedAt: string | null
  /** How often it was begun. */
  readonly tries: number
  /** What was compared, and what differed; empty until it is done. */
  readonly checks: readonly RollupCheck[]
  /** Why the latest try failed. */
  readonly reason: string | null
}

const mostTries = 5
const tryAgainMinutes = 10
const keptDays = 30

const isNight = ({ tenantId, night }: Night) => sql`tenant_id = ${tenantId}::uuid and night = ${night}::timestamptz`
const until = (leaseMs: number) => sql`clock_timestamp() + make_interval(secs => ${leaseMs / 1000})`

/** Those of some nights that nobody has compared and nobody is comparing. A night before the tenant was made is none. */
export async function openNights(owner: Kysely<never>, nights: readonly Night[]): Promise<readonly Night[]> {
  const { rows } = await sql<Night>`
    select asked.tenant_id as "tenantId", asked.night
    from unnest(${nights.map(({ tenantId }) => tenantId)}::uuid[], ${nights.map(({ night }) => night.toISOString())}::timestamptz[])
      as asked (tenant_id, night)
    join core.tenants t on t.tenant_id = asked.tenant_id and t.created_at < asked.night
    left join core.rollup_nights n on n.tenant_id = asked.tenant_id and n.night = asked.night
    where n.night is null or (n.ended_at is null and n.tries < ${mostTries} and n.held_until < clock_timestamp())
    order by asked.night, asked.tenant_id`.execute(owner)
  return rows
}

/** Takes a night, or takes it over from a server that gave no sign of life. Answers whether it was taken. */
export async function claimNight(owner: Kysely<never>, night: Night, { holder, leaseMs }: Claim): Promise<boolean> {
  const { rows } = await sql`
    insert into core.rollup_nights as n (tenant_id, night, holder, held_until, started_at)
    values (${night.tenantId}::uuid, ${night.night}::timestamptz, ${holder}::uuid, ${until(leaseMs)}, clock_timestamp())
    on conflict (tenant_id, night) do update
    set holder = excluded.holder, held_until = excluded.held_until, started_at = excluded.started_at, tries = n.tries + 1,
      reason = null
    where n.ended_at is null and n.tries < ${mostTries} and n.held_until < clock_timestamp()
    returning 1`.execute(owner)
  return rows.length > 0
}

/** Gives a sign of life. Answers false when another server has taken the night over. */
export async function prolongNight(owner: Kysely<never>, night: Night, { holder, leaseMs }: Claim): Promise<boolean> {
  const { rows } = await sql`
    update core.rollup_nights set held_until = ${until(leaseMs)}
    where ${isNight(night)} and holder = ${holder}::uuid and ended_at is null returning 1`.execute(owner)
  return rows.length > 0
}

/** Notes what was found, and forgets nights of long ago. Answers false when another server has taken the night over. */
export async function endNight(
  owner: Kysely<never>,
  night: Night,
  found: { readonly holder: string; readonly checks: readonly RollupCheck[] },
): Promise<boolean> {
  const { rows } = await sql`
    update core.rollup_nights set ended_at = clock_timestamp(), reason = null, checks = ${JSON.stringify(found.checks)}::jsonb
    where ${isNight(night)} and holder = ${found.holder}::uuid and ended_at is null returning 1`.execute(owner)
  await sql`
    delete from core.rollup_nights
    where tenant_id = ${night.tenantId}::uuid and night < ${night.night}::timestamptz - make_interval(days => ${keptDays})`.execute(
    owner,
  )
  return rows.length > 0
}

/** Leaves a night that could not be compared, to be taken again: later, or at once where its server only ends. */
export async function leaveNight(
  owner: Kysely<never>,
  night: Night,
  left: { readonly holder: string; readonly reason: string | null },
): Promise<void> {
  const freeAt =
    left.reason === null ? sql`'-infinity'` : sql`clock_timestamp() + make_interval(mins => ${tryAgainMinutes})`
  await sql`
    update core.rollup_nights set held_until = ${freeAt}, reason = ${left.reason}
    where ${isNight(night)} and holder = ${left.holder}::uuid and ended_at is null`.execute(owner)
}

interface Row {
  readonly night: Date
  readonly started_at: Date
  readonly ended_at: Date | null
  readonly tries: number
  readonly is_held: boolean
  readonly checks: readonly RollupCheck[] | null
  readonly reason: string | null
}

function stateOf({ ended_at: endedAt, is_held: isHeld, reason, tries }: Row): NightReport['state'] {
  if (endedAt !== null) return 'done'
  if (isHeld && reason === null) return 'comparing'
  return tries < mostTries ? 'waiting' : 'given_up'
}

/** The comparisons of a tenant's last 30 nights, the latest first. */
export async function listNights(owner: Kysely<never>, tenantId: string): Promise<readonly NightReport[]> {
  const { rows } = await sql<Row>`
    select night, started_at, ended_at, tries, held_until > clock_timestamp() as is_held, checks, reason
    from core.rollup_nights where tenant_id = ${tenantId}::uuid order by night desc limit ${keptDays}`.execute(owner)
  return rows.map((row) => ({
    night: row.night.toISOString(),
    state: stateOf(row),
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    tries: row.tries,
    checks: row.checks ?? [],
    reason: row.reason,
  }))
}
