import { sql, type Kysely, type SqlBool } from 'kysely'
import type { Database } from '@tessera/database'
import { clockDimensions, fact, markChanged, type MetricSource, type On } from '@tessera/plugin-api/server'
import type { MetricModel } from '../../src/index.ts'

/** A row of something done; `at` in epoch milliseconds, the day of facts dated by day is its day in UTC. */
export interface Visit {
  readonly tenant: 0 | 1
  readonly at: number
  readonly id: string
  readonly event: string
  readonly user: string | null
  readonly provider: string | null
  readonly kind: string | null
}

/** A row that lasts and has a value. */
export interface Line {
  readonly tenant: 0 | 1
  readonly id: string
  readonly account: string | null
  readonly provider: string | null
  readonly start: number
  readonly end: number | null
  readonly value: number | null
}

export interface World {
  readonly visits: readonly Visit[]
  readonly lines: readonly Line[]
}

export const tenants = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'] as const
export const tenant = {
  id: tenants[0],
  slug: 'a',
  name: 'A',
  timeZone: 'UTC',
  currency: 'USD',
  weekStart: 1,
  asOf: null,
}

interface VisitRow {
  readonly at: Date
  readonly day: string
  readonly id: string
  readonly event: string
  readonly user_id: string | null
  readonly provider: string | null
  readonly kind: string | null
}

interface LineRow {
  readonly id: string
  readonly account_id: string | null
  readonly provider: string | null
  readonly started_at: Date
  readonly ended_at: Date | null
  readonly started_on: string
  readonly ended_on: string | null
  readonly value: number | null
}

const own = { provider: 'provider', kind: 'kind' } as const
const visitFact = { table: 'journey.visits', key: ['id'], dimensions: own } as const
const lineFact = { table: 'journey.lines', key: ['id'], dimensions: { provider: 'provider' } } as const

const usersDaily = { name: 'users_daily', grain: 'day', dimensions: ['provider', 'kind'], entity: 'user_id' } as const
const usersBare = { name: 'users_bare', grain: 'day', dimensions: [], entity: 'user_id' } as const
const usersShort = { name: 'users_short', grain: 'quarter_hour', dimensions: ['provider'], entity: 'user_id' } as const

/** The same rows dated by instant and by calendar day. */
export const facts = {
  visits: fact<VisitRow>({
    ...visitFact,
    name: 'visits',
    time: { column: 'at', type: 'instant' },
    rollups: [usersDaily, usersBare, usersShort],
  }),
  days: fact<VisitRow>({
    ...visitFact,
    name: 'days',
    time: { column: 'day', type: 'local_date' },
    rollups: [usersDaily],
  }),
  lines: fact<LineRow>({
    ...lineFact,
    name: 'lines',
    time: { column: 'started_at', type: 'instant' },
    interval: { start: 'started_at', end: 'ended_at' },
  }),
  terms: fact<LineRow>({
    ...lineFact,
    name: 'terms',
    time: { column: 'started_on', type: 'local_date' },
    interval: { start: 'started_on', end: 'ended_on' },
  }),
} as const

export const isEvent =
  (...events: readonly string[]): On<VisitRow, SqlBool> =>
  (eb) =>
    eb('event', 'in', events)

export const isKind =
  (kind: string): On<VisitRow, SqlBool> =>
  (eb) =>
    eb('kind', '=', kind)

/** A registry around sources, under the plugin id `x`. */
export function modelOf(sources: Readonly<Record<string, MetricSource>>): MetricModel {
  const base = { plugin: 'x', description: '', labels: {}, colors: {} }
  return {
    metric: (id) => {
      const source = id.startsWith('x.') ? sources[id.slice(2)] : undefined
      const info = {
        id,
        plugin: 'x',
        title: id,
        description: '',
        unit: 'count' as const,
        direction: 'up' as const,
        tier: 1 as const,
        owner: 'x',
        target: null,
        version: 1,
        status: 'live' as const,
        dimensions: [],
      }
      return source ? { info, source, sourcePlugin: 'x' } : undefined
    },
    segment: () => undefined,
    dimension: (id) => {
      if (id === 'core.period' || clockDimensions.includes(id)) return { ...base, id, title: id, type: 'number' }
      return ['x.provider', 'x.kind'].includes(id) ? { ...base, id, title: id, type: 'text' } : undefined
    },
  }
}

/** Creates the empty tables of the world. */
export async function createWorld(database: Database): Promise<void> {
  await database.migrate('journey', {
    '0001': {
      up: async (db, tools) => {
        await sql`create table visits (tenant_id uuid not null, at timestamptz not null, day date not null, id uuid not null,
          event text not null, user_id uuid, provider text, kind text, primary key (tenant_id, at, id))`.execute(db)
        await sql`create table lines (tenant_id uuid not null, id uuid not null, account_id uuid, provider text,
          started_at timestamptz not null, ended_at timestamptz, started_on date not null, ended_on date,
          value numeric(14, 4), primary key (tenant_id, id))`.execute(db)
        for (const table of ['visits', 'lines']) await tools.tenantTable(table)
      },
    },
  })
}

const iso = (at: number) => new Date(at).toISOString()
const dateOf = (at: number) => iso(at).slice(0, 10)

async function insert(db: Kysely<never>, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return
  const name = sql.table(`journey.${table}`)
  await sql`insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb)`.execute(
    db,
  )
}

const visitRow = (tenant_id: string, { id, event, provider, kind, at, user }: Visit) => ({
  tenant_id,
  id,
  event,
  provider,
  kind,
  at: iso(at),
  day: dateOf(at),
  user_id: user,
})

/** Deletes visits of a tenant and writes others, with marks as a plugin must. */
export async function writeVisits(
  database: Database,
  tenantId: string,
  { gone = [], come = [] }: { readonly gone?: readonly Visit[]; readonly come?: readonly Visit[] },
): Promise<void> {
  await database.tenantTransaction(tenantId, async (db) => {
    const ids = gone.map(({ id }) => id)
    await sql`delete from journey.visits where tenant_id = ${tenantId}::uuid and id = any(${ids}::uuid[])`.execute(db)
    const rows = come.map((visit) => visitRow(tenantId, visit))
    await insert(db, 'visits', rows)
    const times = [...gone, ...come].flatMap(({ at }) => [new Date(at), dateOf(at)])
    await markChanged(db, { tenantId, table: 'journey.visits', times })
  })
}

/** Replaces all rows of both tenants by a world. */
export async function fillWorld(database: Database, world: World): Promise<void> {
  for (const [index, tenant_id] of tenants.entries()) {
    const visits = world.visits.filter((row) => row.tenant === index).map((row) => visitRow(tenant_id, row))
    const lines = world.lines
      .filter((row) => row.tenant === index)
      .map(({ id, account, provider, start, end, value }) => ({
        tenant_id,
        id,
        account_id: account,
        provider,
        value,
        started_at: iso(start),
        started_on: dateOf(start),
        ended_at: end === null ? null : iso(end),
        ended_on: end === null ? null : dateOf(end),
      }))
    await database.tenantTransaction(tenant_id, async (db) => {
      for (const table of ['visits', 'lines']) {
        await sql`delete from ${sql.table(`journey.${table}`)} where tenant_id = ${tenant_id}`.execute(db)
      }
      await insert(db, 'visits', visits)
      await insert(db, 'lines', lines)
    })
  }
}
