import type { RunTransaction } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { keptDays } from './bounds.ts'

/** An import, as lists show it. */
export interface ImportEntry {
  readonly id: string
  readonly plugin: string
  readonly table: string
  readonly file: string | null
  /** Name of who imported; null where nobody is known by name. */
  readonly by: string | null
  readonly beganAt: string
  /** Null while it runs, or where it was left. */
  readonly endedAt: string | null
  readonly cancelled: boolean
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
  /** Whether it can be undone: `nothing` where it touched no row, `forgotten` where that is no longer kept. */
  readonly undo: 'possible' | 'nothing' | 'forgotten' | 'done'
  readonly undoneAt: string | null
  readonly removed: number
  readonly restored: number
  readonly leftOver: number
}

const iso = (name: string) => sql`to_char(${sql.ref(name)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The last imports of a tenant, newest first, or one of them. */
export async function listImports(
  { tenantId, transaction }: { readonly tenantId: string; readonly transaction: RunTransaction },
  { limit = 50, id }: { readonly limit?: number; readonly id?: string } = {},
): Promise<readonly ImportEntry[]> {
  const { rows } = await transaction((db) =>
    sql<ImportEntry>`
      select import_id as id, plugin_id as plugin, table_name as "table", file_name as file, actor_name as by,
        ${iso('began_at')} as "beganAt", ${iso('ended_at')} as "endedAt", cancelled,
        inserted, updated, unchanged, refused, ${iso('undone_at')} as "undoneAt", removed, restored, left_over as "leftOver",
        case when exists (select from core.import_rows r
            where r.tenant_id = ${tenantId}::uuid and r.import_id = i.import_id and r.key is not null)
            and not forgotten and began_at > now() - make_interval(days => ${keptDays}) then 'possible'
          when undone_at is not null then 'done' when inserted + updated = 0 then 'nothing' else 'forgotten' end as undo
      from core.imports i where tenant_id = ${tenantId}::uuid ${id === undefined ? sql`` : sql`and import_id = ${id}::uuid`}
      order by began_at desc, import_id limit ${limit}`.execute(db),
  )
  return rows
}
