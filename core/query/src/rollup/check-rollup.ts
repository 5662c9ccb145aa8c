import { sql, type Kysely } from 'kysely'
import { all } from '../compile/leaf.ts'
import { gridOf, type BucketGrid } from './bucket-grid.ts'
import type { RollupDefinition } from '../rollup-definition.ts'
import type { RollupTenant, RollupWork } from './rollup-store.ts'
import { stepTimeoutMs } from './rollup-store.ts'
import { expectedRows, keyColumns, measureColumns } from './rows-sql.ts'
import { joined, split, type TimeSpan } from '../time/time-spans.ts'
import { withinSql } from './within-sql.ts'

const day = 86_400_000

/** Which days a check compares. */
export interface CheckedDays {
  /** All days back from the last row; 7 when left out. */
  readonly last?: number
  /** Days drawn at random from all there are; 10 when left out. */
  readonly drawn?: number
}

/** What a check of one rollup found. */
export interface RollupCheck {
  readonly rollup: string
  /** Days compared, changed ones left out. */
  readonly days: number
  /** Rows that only the rollup or only the facts give. */
  readonly different: number
}

interface Life {
  readonly first: number | null
  readonly last: number | null
}

async function lifeOf(db: Kysely<never>, { fact }: RollupDefinition, tenantId: string): Promise<Life> {
  const time = sql.ref(fact.time.column)
  const end = (which: 'min' | 'max') => sql`floor(extract(epoch from ${sql.raw(which)}(${time})) * 1000)::bigint`
  const { rows } = await sql<Life>`
    select ${end('min')} as first, ${end('max')} as last from ${sql.table(fact.table)} where tenant_id = ${tenantId}::uuid`.execute(
    db,
  )
  return rows[0] ?? { first: null, last: null }
}

/** Whole buckets around the last days and around some drawn at random. */
function spansToCheck(life: Life, grid: BucketGrid, days: CheckedDays): TimeSpan[] {
  if (life.first === null || life.last === null) return []
  const first = Number(life.first)
  const last = Number(life.last)
  const around = (time: number) => ({ from: grid.floor(time), to: grid.ceil(time + day) })
  const recent = { from: grid.floor(Math.max(first, last - (days.last ?? 7) * day)), to: grid.ceil(last + 1) }
  const drawn = Array.from({ length: days.drawn ?? 10 }, () =>
    around(first + Math.floor(Math.random() * (last - first))),
  )
  return joined([...(days.last === 0 ? [] : [recent]), ...drawn])
}

async function changesOf(db: Kysely<never>, table: string, tenantId: string): Promise<TimeSpan[]> {
  const { rows } = await sql<TimeSpan>`
    select (extract(epoch from from_time) * 1000)::bigint as from, (extract(epoch from to_time) * 1000)::bigint as to
    from core.data_changes where tenant_id = ${tenantId}::uuid and table_name = ${table}`.execute(db)
  return rows
}

/** Sums of double precision depend on the order of rows in their last digits. */
async function approximateColumns(db: Kysely<never>, { table }: RollupDefinition): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and atttypid in ('real'::regtype, 'double precision'::regtype)`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

async function compare(
  db: Kysely<never>,
  definition: RollupDefinition,
  buckets: { readonly tenantId: string; readonly grid: BucketGrid; readonly spans: readonly TimeSpan[] },
): Promise<number> {
  const approximate = await approximateColumns(db, definition)
  const columns = sql.join(
    [...keyColumns(definition), ...measureColumns(definition)].map((name) =>
      approximate.has(name) ? sql`to_char(${sql.ref(name)}, '9.999999999EEEE')` : sql.ref(name),
    ),
  )
  const texts = buckets.spans.map(({ from, to }) => ({ from: buckets.grid.text(from), to: buckets.grid.text(to) }))
  const within = withinSql(sql`bucket`, texts, definition.fact)
  const { rows } = await sql<{ different: number }>`
    with expected as (select ${columns} from (${expectedRows(definition, buckets)}) as made),
    stored as (
      select ${columns} from ${sql.table(definition.table)}
      where ${all([sql`tenant_id = ${buckets.tenantId}::uuid`, ...within])}
    )
    select count(*) as different from (
      (select * from expected except all select * from stored)
      union all
      (select * from stored except all select * from expected)
    ) as difference`.execute(db)
  return Number(rows[0]?.different ?? 0)
}

/**
 * Compares a rollup with the rows it was made from, in one snapshot, leaving out what changed since. Sets it aside when they
 * differ; queries then read rows until it is built anew. Null when the rollup is not ready.
 */
export async function checkRollup(
  work: RollupWork,
  tenant: RollupTenant,
  asked: { readonly definition: RollupDefinition; readonly days?: CheckedDays },
): Promise<RollupCheck | null> {
  const { definition, days = {} } = asked
  const state = sql`tenant_id = ${tenant.id}::uuid and rollup = ${definition.id} and definition_hash = ${definition.hash}`
  const found = await work.database.tenantTransaction(
    tenant.id,
    async (db) => {
      const { rows } = await sql<{ timeZone: string; build: string }>`
        select time_zone as "timeZone", build from core.rollup_states where ${state} and status = 'ready'`.execute(db)
      const [ready] = rows
      if (!ready) return null
      const grid = gridOf(definition, ready.timeZone)
      const changes = await changesOf(db, definition.fact.table, tenant.id)
      const touched = changes.map(({ from, to }) => ({ from: grid.floor(Number(from)), to: grid.ceil(Number(to)) }))
      const spans = split(spansToCheck(await lifeOf(db, definition, tenant.id), grid, days), touched).outside
      let different = 0
      for (const span of spans) different += await compare(db, definition, { tenantId: tenant.id, grid, spans: [span] })
      return {
        build: ready.build,
        different,
        days: spans.reduce((sum, { from, to }) => sum + Math.round((to - from) / day), 0),
      }
    },
    { readOnly: true, timeoutMs: stepTimeoutMs },
  )
  if (!found) return null
  const { build, different } = found
  const now = new Date()
  await work.database.tenantTransaction(tenant.id, async (db) => {
    const detail = `${different} rows differed from ${definition.fact.table} on ${now.toISOString()}`
    const change =
      different === 0
        ? sql`checked_at = ${now}::timestamptz`
        : sql`checked_at = ${now}::timestamptz, status = 'differs', detail = ${detail}`
    await sql`update core.rollup_states set ${change} where ${state} and build = ${build}::uuid`.execute(db)
  })
  return { rollup: definition.id, days: found.days, different }
}
