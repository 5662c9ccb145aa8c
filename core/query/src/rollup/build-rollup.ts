import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { timeType } from '../compile/bucket-sql.ts'
import { gridOf, type BucketGrid } from './bucket-grid.ts'
import type { RollupDefinition } from '../rollup-definition.ts'
import { attempt, step, type RollupTenant, type RollupWork } from './rollup-store.ts'
import { refillStatements } from './rows-sql.ts'
import type { TimeSpan } from '../time/time-spans.ts'

const mostTime = 31 * 86_400_000

interface Build {
  readonly definition: RollupDefinition
  readonly tenant: RollupTenant
  /** Names this build, so that one that was overtaken stops. */
  readonly token: string
}

const mine = ({ definition, tenant, token }: Build) =>
  sql`tenant_id = ${tenant.id}::uuid and rollup = ${definition.id} and definition_hash = ${definition.hash} and build = ${token}::uuid`

/** Time of the first row at or after a time, of any row when none is given; null without such a row. */
async function nextTime(
  db: Kysely<never>,
  { definition, tenant }: Build,
  after: string | null,
): Promise<number | null> {
  const { fact } = definition
  const time = sql.ref(fact.time.column)
  const later = after === null ? sql`` : sql` and ${time} >= ${after}::${timeType(fact)}`
  const { rows } = await sql<{ at: number | null }>`
    select floor(extract(epoch from min(${time})) * 1000)::bigint as at
    from ${sql.table(fact.table)} where tenant_id = ${tenant.id}::uuid${later}`.execute(db)
  const at = rows[0]?.at
  return at === null || at === undefined ? null : Number(at)
}

/** Opens a build: nothing of an earlier one counts any more, and every later change is made in this one too. */
async function begin(work: RollupWork, build: Build, note: string | null): Promise<number | null> {
  const { definition, tenant, token } = build
  const now = new Date()
  await step(work, tenant, async (db) => {
    await sql`
      insert into core.rollup_states
        (tenant_id, rollup, definition_hash, table_name, time_zone, status, detail, build, changed_at)
      values (${tenant.id}::uuid, ${definition.id}, ${definition.hash}, ${definition.fact.table}, ${tenant.timeZone},
        'building', ${note}, ${token}::uuid, ${now}::timestamptz)
      on conflict (tenant_id, rollup, definition_hash) do update set table_name = excluded.table_name,
        time_zone = excluded.time_zone, status = excluded.status, detail = excluded.detail, build = excluded.build,
        changed_at = excluded.changed_at, built_at = null, checked_at = null`.execute(db)
    await sql`delete from ${sql.table(definition.table)} where tenant_id = ${tenant.id}::uuid`.execute(db)
  })
  return step(work, tenant, (db) => nextTime(db, build, null))
}

/** Builds one stretch; answers where the next one begins, null after the last, and whether the build still goes on. */
async function buildStretch(
  work: RollupWork,
  build: Build,
  part: { readonly grid: BucketGrid; readonly span: TimeSpan },
): Promise<{ readonly goesOn: boolean; readonly next: number | null }> {
  return step(work, build.tenant, async (db) => {
    const { rows } = await sql`
      select 1 from core.rollup_states where ${mine(build)} and status = 'building' for update`.execute(db)
    if (rows.length === 0) return { goesOn: false, next: null }
    const buckets = { tenantId: build.tenant.id, grid: part.grid, spans: [part.span] }
    const failure = await attempt(db, refillStatements(build.definition, buckets))
    const now = sql`changed_at = ${new Date()}::timestamptz`
    const change = failure ? sql`${now}, status = 'broken', detail = ${failure.message.slice(0, 500)}` : now
    await sql`update core.rollup_states set ${change} where ${mine(build)}`.execute(db)
    return failure
      ? { goesOn: false, next: null }
      : { goesOn: true, next: await nextTime(db, build, part.grid.text(part.span.to)) }
  })
}

/**
 * Builds a rollup for a tenant from the rows, a month at a time; queries read rows until it is whole. Answers whether it is
 * ready: not when its SQL fails, nor when another build overtook it.
 */
export async function buildRollup(
  work: RollupWork,
  tenant: RollupTenant,
  what: { readonly definition: RollupDefinition; readonly note?: string },
): Promise<boolean> {
  const { definition, note = null } = what
  const build: Build = { definition, tenant, token: randomUUID() }
  let next = await begin(work, build, note)
  const grid = gridOf(definition, tenant.timeZone)
  while (next !== null) {
    const from = grid.floor(next)
    const built = await buildStretch(work, build, { grid, span: { from, to: grid.ceil(from + mostTime) } })
    if (!built.goesOn) return false
    next = built.next
  }
  return step(work, tenant, async (db) => {
    const now = new Date()
    const { numAffectedRows } = await sql`
      update core.rollup_states set status = 'ready', built_at = ${now}::timestamptz, changed_at = ${now}::timestamptz
      where ${mine(build)} and status = 'building'`.execute(db)
    return (numAffectedRows ?? 0n) > 0n
  })
}
