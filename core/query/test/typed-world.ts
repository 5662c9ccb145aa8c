import { sql } from 'kysely'
import { coreMigrations, type Database } from '@tessera/database'
import { avg, count, distinct, fact, max, ref, share, sum, type MetricSource } from '@tessera/plugin-api/server'
import type { MetricModel } from '../src/index.ts'
import { tenants } from './world.ts'

/** Columns of `typed.readings`, one of each type a dimension may have. */
export const columns = {
  small: 'smallint',
  whole: 'integer',
  big: 'bigint',
  exact: 'numeric',
  double: 'double precision',
  single: 'real',
  flag: 'boolean',
  word: 'text',
  day: 'date',
} as const

export type TypedColumn = keyof typeof columns
/** A row as it is stored; numbers and days as text. */
export type Reading = Readonly<Record<TypedColumn, string | boolean | null>> & {
  /** An instant; one after the other, a minute apart, where left out. */
  readonly at?: string
}

interface ReadingRow extends Omit<Reading, 'at'> {
  readonly tenant_id: string
  readonly id: number
  readonly at: Date
}

const readings = fact<ReadingRow>({
  name: 'readings',
  table: 'typed.readings',
  key: ['id'],
  time: { column: 'at', type: 'instant' },
  dimensions: Object.fromEntries(Object.keys(columns).map((name) => [name, name as TypedColumn])),
})

const sources: Readonly<Record<string, MetricSource>> = {
  rows: count(readings),
  words: distinct(readings, 'word'),
  highest_big: max(readings, 'big'),
  highest_double: max(readings, 'double'),
  total_exact: sum(readings, 'exact'),
  mean_exact: avg(readings, 'exact'),
  rows_share: share(ref('rows')),
}

const numeric = new Set<TypedColumn>(['small', 'whole', 'big', 'exact', 'double', 'single'])
export const isNumeric = (column: TypedColumn) => numeric.has(column)
const typeOf = (column: TypedColumn) => (isNumeric(column) ? 'number' : column === 'flag' ? 'boolean' : 'text')

/** A registry of one fact that has a dimension over a column of each type. */
export const typedModel: MetricModel = {
  metric: (id) => {
    const source = sources[id.slice(2)]
    const info = { id, plugin: 'x', title: id, description: '', unit: 'count' as const, direction: 'up' as const }
    const more = { tier: 1 as const, owner: 'x', target: null, version: 1, status: 'live' as const, dimensions: [] }
    return id.startsWith('x.') && source ? { info: { ...info, ...more }, source, sourcePlugin: 'x' } : undefined
  },
  segment: () => undefined,
  dimension: (id) => {
    const column = id.slice(2) as TypedColumn
    if (!id.startsWith('x.') || !(column in columns)) return undefined
    return { id, plugin: 'x', title: id, description: '', type: typeOf(column), labels: {}, colors: {} }
  },
}

/** Creates and fills `typed.readings`, a list of rows for each tenant. */
export async function fillTyped(database: Database, rows: readonly (readonly Reading[])[]): Promise<void> {
  await database.migrate('core', coreMigrations)
  await database.migrate('typed', {
    '0001': {
      up: async (db, tools) => {
        const own = Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`)
        await sql`create table readings (tenant_id uuid not null, id int not null, "at" timestamptz not null,
          ${sql.join(own)}, primary key (tenant_id, id))`.execute(db)
        await tools.tenantTable('readings')
      },
    },
  })
  for (const [index, tenant_id] of tenants.entries()) {
    const mine = (rows[index] ?? []).map((row, id) => {
      const at = new Date(Date.parse('2026-10-02T00:00:00Z') + id * 60_000).toISOString()
      return { tenant_id, id, at, ...row }
    })
    await database.tenantTransaction(tenant_id, async (db) => {
      await sql`insert into typed.readings select * from jsonb_populate_recordset(null::typed.readings, ${JSON.stringify(mine)}::jsonb)`.execute(
        db,
      )
    })
  }
}
