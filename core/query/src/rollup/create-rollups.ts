import { sql } from 'kysely'
import type { ModelMetric } from '../model.ts'
import { buildRollup } from './build-rollup.ts'
import { checkRollup, type CheckedDays, type RollupCheck } from './check-rollup.ts'
import type { RollupDefinition, RollupProblem } from '../rollup-definition.ts'
import { gatherDefinitions } from './gather-definitions.ts'
import { listStates, type StoredState } from './list-states.ts'
import { refreshTable } from './refresh-table.ts'
import { askRowValues, collectingJudge } from './row-values.ts'
import { step, type RollupDatabase, type RollupTenant, type RollupWork } from './rollup-store.ts'
import type { RollupStatus } from '../rollup-view.ts'
import { tableStatements } from './rows-sql.ts'

/** A rollup as one tenant has it. */
export interface RollupInfo {
  readonly rollup: string
  /** Null where the rollup is not kept. */
  readonly table: string | null
  /** `missing`: not built yet. `refused`: never kept, `detail` says why. */
  readonly status: RollupStatus | 'missing' | 'refused'
  readonly timeZone: string | null
  readonly builtAt: string | null
  readonly checkedAt: string | null
  readonly detail: string | null
}

/** Keeps the rollups of all facts in step with their rows. Never part of answering a query. */
export interface Rollups {
  readonly definitions: readonly RollupDefinition[]
  /**
   * Asks the database what may be kept, which fills `definitions`; creates missing tables and drops those of definitions of the same
   * plugins that are gone. To be called at start; answers what cannot be kept.
   */
  readonly prepare: () => Promise<readonly RollupProblem[]>
  /** Builds what is not built and makes anew what changed. Answers whether work is left that another process does. */
  readonly refresh: (tenant: RollupTenant) => Promise<boolean>
  /** Builds one rollup anew, or all. Answers the ids. */
  readonly rebuild: (tenant: RollupTenant, rollup?: string) => Promise<readonly string[]>
  /** Compares rollups with rows, and sets those aside that differ. */
  readonly check: (tenant: RollupTenant, days?: CheckedDays) => Promise<readonly RollupCheck[]>
  readonly list: (tenant: RollupTenant) => Promise<readonly RollupInfo[]>
}

export interface RollupsOptions {
  readonly database: RollupDatabase
  readonly metrics: readonly ModelMetric[]
  /** Schema of a plugin's tables. */
  readonly schemaOf: (plugin: string) => string
  /** Stops running work between two of its steps; what is half done goes on at the next start. */
  readonly signal?: AbortSignal
}

/** A build nobody has moved for this long was left by a process that ended. */
const abandonedMs = 60_000
/** A rollup whose SQL failed is tried again after this long. */
const brokenMs = 3_600_000

type Need = 'build' | 'wait' | 'none'

function needOf(state: StoredState | undefined, tenant: RollupTenant): Need {
  if (!state) return 'build'
  const age = Date.now() - state.changedAt.getTime()
  if (state.status === 'building') return age > abandonedMs ? 'build' : 'wait'
  if (state.status === 'broken') return age > brokenMs ? 'build' : 'none'
  return state.status === 'differs' || state.timeZone !== tenant.timeZone ? 'build' : 'none'
}

async function dropForgotten({ database, definitions }: RollupWork, schemas: readonly string[]): Promise<void> {
  const { rows } = await sql<{ schema: string; name: string; comment: string }>`
    select n.nspname as schema, c.relname as name, obj_description(c.oid, 'pg_class') as comment
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${schemas}) and c.relkind in ('r', 'p') and c.relname like 'rollup\\_%'
      and obj_description(c.oid, 'pg_class') like 'tessera rollup %'`.execute(database.maintenance)
  const known = new Set(definitions.map(({ table }) => table))
  for (const { schema, name, comment } of rows) {
    if (known.has(`${schema}.${name}`)) continue
    const [rollup, hash] = comment.split(' ').slice(2)
    await database.maintenance.transaction().execute(async (db) => {
      await sql`delete from core.rollup_states where rollup = ${rollup} and definition_hash = ${hash}`.execute(db)
      await sql`drop table if exists ${sql.table(`${schema}.${name}`)}`.execute(db)
    })
  }
}

/** What a rollup in use leaves out, of what its fact's metrics are made of. */
function leftOut({ unkept }: RollupDefinition): string | null {
  const reasons = [...new Set(unkept.values())]
  return reasons.length === 0 ? null : `read from the rows: ${reasons.join('; ')}`
}

/** Gathers the rollups of all metrics and makes what keeps them. None is kept before `prepare`. */
export function createRollups(options: RollupsOptions): Rollups {
  const { database, metrics, schemaOf } = options
  const definitions: RollupDefinition[] = []
  const problems: RollupProblem[] = []
  const work: RollupWork = { database, definitions, ...(options.signal ? { signal: options.signal } : {}) }
  const states = async (tenant: RollupTenant) => {
    const rows = await step(work, tenant, (db) => listStates(db, tenant.id))
    return (definition: RollupDefinition) =>
      rows.find((row) => row.rollup === definition.id && row.hash === definition.hash)
  }

  const prepare = async () => {
    const { judge, wanted } = collectingJudge()
    gatherDefinitions(metrics, schemaOf, judge)
    const found = gatherDefinitions(metrics, schemaOf, await askRowValues(database.maintenance, wanted))
    definitions.length = 0
    problems.splice(0, Infinity, ...found.problems)
    for (const definition of found.definitions) {
      const { id, plugin, schema, name } = definition
      try {
        await database.createTenantTable({ schema, name, statements: tableStatements(definition) })
        definitions.push(definition)
      } catch (error) {
        problems.push({ plugin, rollup: id, reason: error instanceof Error ? error.message : String(error) })
      }
    }
    await dropForgotten(work, [...new Set(metrics.map((metric) => schemaOf(metric.sourcePlugin)))])
    return problems
  }

  const refresh = async (tenant: RollupTenant) => {
    let waits = false
    const stateOf = await states(tenant)
    for (const definition of definitions) {
      const state = stateOf(definition)
      const need = needOf(state, tenant)
      const note = state?.status === 'differs' ? `built anew after ${state.detail ?? 'it differed'}` : undefined
      if (need === 'build') await buildRollup(work, tenant, { definition, ...(note === undefined ? {} : { note }) })
      waits ||= need === 'wait'
    }
    const { rows } = await step(work, tenant, (db) =>
      sql<{ table: string }>`
        select distinct table_name as "table" from core.data_changes where tenant_id = ${tenant.id}::uuid`.execute(db),
    )
    for (const { table } of rows) while (await refreshTable(work, tenant, table));
    return waits
  }

  const rebuild = async (tenant: RollupTenant, rollup?: string) => {
    const chosen = definitions.filter(({ id }) => rollup === undefined || id === rollup)
    for (const definition of chosen) await buildRollup(work, tenant, { definition })
    return chosen.map(({ id }) => id)
  }

  const check = async (tenant: RollupTenant, days?: CheckedDays) => {
    const checks: RollupCheck[] = []
    for (const definition of definitions) {
      options.signal?.throwIfAborted()
      const found = await checkRollup(work, tenant, { definition, ...(days ? { days } : {}) })
      if (found) checks.push(found)
    }
    return checks
  }

  const list = async (tenant: RollupTenant) => {
    const stateOf = await states(tenant)
    const refused = problems.map(({ rollup, reason }): RollupInfo => {
      const never = { table: null, timeZone: null, builtAt: null, checkedAt: null }
      return { rollup, status: 'refused', ...never, detail: reason }
    })
    const kept = definitions.map((definition): RollupInfo => {
      const state = stateOf(definition)
      return {
        rollup: definition.id,
        table: definition.table,
        status: state?.status ?? 'missing',
        timeZone: state?.timeZone ?? null,
        builtAt: state?.builtAt?.toISOString() ?? null,
        checkedAt: state?.checkedAt?.toISOString() ?? null,
        detail: state?.detail ?? leftOut(definition),
      }
    })
    return [...kept, ...refused]
  }
  return { definitions, prepare, refresh, rebuild, check, list }
}
