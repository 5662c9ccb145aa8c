import type { Database } from '@tessera/database'
import type { SetTarget, Target } from '@tessera/plugin-api/wire'
import { sql, type Kysely } from 'kysely'
import { wrongTargets, type KnownMetric } from './check-targets.ts'
import { targetErrors } from './errors.ts'
import { mostTargets, type TargetRow } from './target-row.ts'

/** A target with who set it when. */
export interface StoredTarget extends SetTarget {
  /** Id of a person; null for a key without an owner or the command line. */
  readonly setBy: string | null
  readonly setAt: string
}

/** A change of a target. */
export interface TargetChange {
  readonly changedAt: string
  readonly changedBy: string | null
  readonly change: SetTarget & { readonly before: Target | null; readonly removed: boolean }
}

interface Row {
  readonly metric: string
  readonly from: string
  readonly to: string
  readonly dimension: string
  readonly value: string
  readonly bound: string
  readonly limit: number
  readonly set_by: string | null
  readonly set_at: Date
}

/** The targets of a tenant, of one metric or of all, by metric, part and first day. */
export async function listTargets(
  db: Kysely<never>,
  tenantId: string,
  metric: string | null,
): Promise<readonly StoredTarget[]> {
  const { rows } = await sql<Row>`
    select metric_id as metric, from_day::text as "from", to_day::text as "to", dimension_id as dimension,
      dimension_value as value, bound, value as "limit", set_by, set_at
    from core.targets
    where tenant_id = ${tenantId}::uuid and (${metric}::text is null or metric_id = ${metric})
    order by metric_id, dimension_id, dimension_value, from_day`.execute(db)
  return rows.map(({ metric: id, from, to, dimension, value, bound, limit, set_by: setBy, set_at: setAt }) => ({
    metric: id,
    from,
    to,
    dimension: dimension === '' ? null : dimension,
    value: dimension === '' ? null : value,
    target: { [bound]: Number(limit) },
    setBy,
    setAt: setAt.toISOString(),
  }))
}

/** The latest changes of the targets of a metric, 50 at most. */
export async function listTargetChanges(
  db: Kysely<never>,
  tenantId: string,
  metric: string,
): Promise<readonly TargetChange[]> {
  const { rows } = await sql<{ changed_at: Date; changed_by: string | null; change: TargetChange['change'] }>`
    select changed_at, changed_by, change from core.target_changes
    where tenant_id = ${tenantId}::uuid and metric_id = ${metric}
    order by changed_at desc, change_id desc limit 50`.execute(db)
  return rows.map(({ changed_at: at, changed_by: changedBy, change }) => ({
    changedAt: at.toISOString(),
    changedBy,
    change,
  }))
}

/** Targets to set and to remove. */
export interface TargetsWrite {
  readonly tenantId: string
  readonly rows: readonly TargetRow[]
  readonly by: string | null
  readonly known: KnownMetric
  /** Says what would become of them, and leaves all as it is. */
  readonly check?: boolean
}

/** What became of targets. */
export interface TargetCounts {
  readonly set: number
  /** Those that stood already as they were to be set. */
  readonly unchanged: number
  readonly removed: number
}

const keyOf = ({ metric, dimension, value, from }: Pick<TargetRow, 'metric' | 'dimension' | 'value' | 'from'>) =>
  JSON.stringify([metric, dimension ?? '', value ?? '', from])

/** Whether a target stands already as a row is to set it. */
function isSame({ to, target }: TargetRow, stored: SetTarget | undefined): boolean {
  return stored !== undefined && stored.to === to && JSON.stringify(stored.target) === JSON.stringify(target)
}

/** Sets and removes targets, all or none; those that stand already are left alone. Refuses `targets_wrong` with what is wrong with each row, `targets_too_many`. */
export function writeTargets(
  { tenantTransaction }: Pick<Database, 'tenantTransaction'>,
  { tenantId, rows, by, known, check = false }: TargetsWrite,
): Promise<TargetCounts> {
  return tenantTransaction(tenantId, async (db) => {
    // why: whether periods overlap is judged over all that stand, so two who write must come one after the other
    await sql`lock table core.targets in share row exclusive mode`.execute(db)
    const stored = await listTargets(db, tenantId, null)
    const wrong = wrongTargets(rows, { known, stored })
    const [first] = wrong
    if (first) {
      const issues = wrong.map(({ row, message }) => ({ path: `rows.${row}`, message }))
      const counts = { wrong: new Set(wrong.map(({ row }) => row)).size, all: rows.length }
      throw targetErrors('targets_wrong', { ...counts, first: `row ${first.row + 1}: ${first.message}` }, issues)
    }
    const before = new Map(stored.map((one) => [keyOf(one), one]))
    const changed = rows.filter((row) => !isSame(row, before.get(keyOf(row))))
    const gone = changed.filter(({ target }) => target === null)
    const set = changed.filter(({ target }) => target !== null)
    const count = stored.length - gone.length + set.filter((row) => !before.has(keyOf(row))).length
    if (count > mostTargets) throw targetErrors('targets_too_many', { count, most: mostTargets })
    const counts = { set: set.length, unchanged: rows.length - changed.length, removed: gone.length }
    if (check || changed.length === 0) return counts
    await removeRows(db, tenantId, gone)
    await setRows(db, { tenantId, rows: set, by })
    const changes = changed.map((row) => {
      const was = before.get(keyOf(row))?.target ?? null
      const { metric, from, to, dimension = null, value = null, target } = row
      return { metric, from, to, dimension, value, target: target ?? was, before: was, removed: target === null }
    })
    await sql`
      insert into core.target_changes (tenant_id, metric_id, changed_at, change_id, changed_by, change)
      select ${tenantId}::uuid, c->>'metric', clock_timestamp(), gen_random_uuid(), ${by}::uuid, c
      from jsonb_array_elements(${JSON.stringify(changes)}::jsonb) c`.execute(db)
    return counts
  })
}

const columns = sql`as r(metric text, dimension text, value text, "from" date, "to" date, bound text, "limit" double precision)`

const asJson = (rows: readonly TargetRow[]) =>
  JSON.stringify(
    rows.map(({ target, dimension, value, ...row }) => {
      const [bound = null, limit = null] = Object.entries(target ?? {})[0] ?? []
      return { ...row, dimension: dimension ?? '', value: value ?? '', bound, limit }
    }),
  )

async function removeRows(db: Kysely<never>, tenantId: string, rows: readonly TargetRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    delete from core.targets t using jsonb_to_recordset(${asJson(rows)}::jsonb) ${columns}
    where t.tenant_id = ${tenantId}::uuid and t.metric_id = r.metric and t.dimension_id = r.dimension
      and t.dimension_value = r.value and t.from_day = r."from"`.execute(db)
}

async function setRows(
  db: Kysely<never>,
  { tenantId, rows, by }: Pick<TargetsWrite, 'tenantId' | 'rows' | 'by'>,
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into core.targets (tenant_id, metric_id, dimension_id, dimension_value, from_day, to_day, bound, value, set_by, set_at)
    select ${tenantId}::uuid, r.metric, r.dimension, r.value, r."from", r."to", r.bound, r."limit", ${by}::uuid, now()
    from jsonb_to_recordset(${asJson(rows)}::jsonb) ${columns}
    on conflict (tenant_id, metric_id, dimension_id, dimension_value, from_day) do update
    set to_day = excluded.to_day, bound = excluded.bound, value = excluded.value, set_by = excluded.set_by,
      set_at = excluded.set_at`.execute(db)
}
