import { sql, type Kysely } from 'kysely'
import { coreMigrations, type Database } from '@tessera/database'
import {
  approximateDistinct,
  approximatePercentile,
  avg,
  clockDimensions,
  conversions,
  count,
  cumulative,
  derived,
  distinct,
  funnel,
  lost,
  max,
  min,
  percentile,
  ratio,
  ref,
  rolling,
  share,
  snapshot,
  sum,
  survival,
  type MetricSource,
} from '@tessera/plugin-api/server'
import type { Filter } from '@tessera/plugin-api/wire'
import type { MetricModel } from '../src/index.ts'
import { stateSources } from './state-sources.ts'
import { windowSources } from './window-sources.ts'
import { amount, connections, events, isEvent, spends } from './world-facts.ts'

/** Rows the oracle sees: plain values, times as epoch milliseconds. */
export interface Happening {
  readonly tenant: 0 | 1
  readonly at: number
  readonly id: string
  readonly event: string
  readonly user: string | null
  readonly account: string | null
  readonly provider: string | null
  readonly kind: string | null
  readonly amount: number | null
}

export interface Lasting {
  readonly tenant: 0 | 1
  readonly id: string
  readonly user: string
  readonly provider: string | null
  readonly start: number
  readonly end: number | null
}

export interface Spending {
  readonly tenant: 0 | 1
  readonly id: string
  readonly date: string
  readonly provider: string | null
  readonly amount: number
}

export interface World {
  readonly happenings: readonly Happening[]
  readonly lastings: readonly Lasting[]
  readonly spendings: readonly Spending[]
}

export const tenants = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'] as const

const uuidOf = (n: number, family: number) => `00000000-000${family}-7000-8000-${n.toString(16).padStart(12, '0')}`
export const userId = (n: number) => uuidOf(n, 1)
export const accountId = (n: number) => uuidOf(n, 2)
export const rowId = (n: number) => uuidOf(n, 3)

const path = funnel({
  fact: events,
  actor: 'user_id',
  window: { days: 3 },
  steps: ['a', 'b', 'c'].map((event) => ({ title: event, where: isEvent(event) })),
  holding: ['provider'],
})

const again = funnel({
  fact: events,
  actor: 'user_id',
  window: { days: 2 },
  steps: ['a', 'a', 'b'].map((event, index) => ({ title: `${event}${index}`, where: isEvent(event) })),
})

/** Metrics of the test world, one or more of every kind. */
export const sources: Readonly<Record<string, MetricSource>> = {
  rows: count(events),
  rows_a: count(events, { where: (eb) => eb('event', '=', 'a') }),
  rows_b: count(events, { where: (eb) => eb('event', '=', 'b') }),
  users: distinct(events, 'user_id'),
  total: sum(events, amount),
  mean: avg(events, amount),
  smallest: min(events, amount),
  largest: max(events, amount),
  median: percentile(events, amount, { fraction: 0.5 }),
  ninetieth: percentile(events, amount, { fraction: 0.9 }),
  about_users: approximateDistinct(events, 'user_id'),
  about_users_a: approximateDistinct(events, 'user_id', { where: isEvent('a') }),
  about_median: approximatePercentile(events, amount, { fraction: 0.5 }),
  about_ninetieth: approximatePercentile(events, amount, { fraction: 0.9 }),
  about_per_row: ratio(ref('about_users'), ref('rows')),
  rows_per_about: ratio(ref('rows'), ref('about_users')),
  ever: cumulative(count(events)),
  this_month: cumulative(sum(events, amount), { startOf: 'month' }),
  this_year: cumulative(sum(events, amount), { startOf: 'year' }),
  last_two_days: rolling(count(events, { where: isEvent('a') }), { last: 2, unit: 'day' }),
  active_users: rolling(distinct(events, 'user_id'), { last: 3, unit: 'day' }),
  stickiness: ratio(ref('users'), ref('active_users')),
  led_last: conversions(events, {
    where: isEvent('a'),
    converted: { fact: events, where: isEvent('c') },
    actor: 'user_id',
    window: { days: 2 },
  }),
  led_first: conversions(events, {
    where: isEvent('a'),
    converted: { fact: events, where: isEvent('c') },
    actor: 'user_id',
    window: { days: 2 },
    touch: 'first',
  }),
  conversion_rate: ratio(ref('led_last'), ref('rows_a')),
  a_per_b: ratio(ref('rows_a'), ref('rows_b')),
  step1: path.step(1),
  step2: path.step(2),
  step3: path.step(3),
  again2: again.step(2),
  again3: again.step(3),
  conversion: ratio(ref('step3'), ref('step1')),
  open: snapshot(connections, 'count'),
  open_users: snapshot(connections, { distinct: 'user_id' }),
  open_before: snapshot(connections, { distinct: 'user_id' }, { at: 'start' }),
  gone: lost(connections, { distinct: 'user_id' }),
  loss_rate: ratio(lost(connections, { distinct: 'user_id' }), ref('open_before')),
  survived: survival(connections, { after: { days: 2 } }),
  open_share: share(ref('open')),
  rows_share: share(ref('rows')),
  difference: derived({ a: ref('rows_a'), b: ref('rows_b') }, ({ a, b }) => sql`${a} - ${b}`),
  spend: sum(spends, 'amount'),
  cost_per_a: ratio(ref('spend'), ref('rows_a')),
  ...windowSources,
  ...stateSources,
}

/** All metrics of the test world as the registry lists them. */
export const allMetrics = () => Object.keys(sources).flatMap((name) => model.metric(`x.${name}`) ?? [])

const info = (id: string) => ({
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
})

const namedFilters: Readonly<Record<string, Filter>> = {
  'x.searched': { member: 'x.provider', operator: 'startsWith', values: ['g'] },
  'x.elsewhere': { member: 'x.nowhere', operator: 'set' },
}

/** A registry around `sources`, under the plugin id `x`. */
export const model: MetricModel = {
  metric: (id) => {
    const source = sources[id.slice(2)]
    const targets: Readonly<Record<string, object>> = {
      'x.loss_rate': { target: { lt: 0.2 }, targetDays: 7, minSample: 5 },
      'x.users': { target: { gte: 3 } },
      'x.median': { target: { lt: 9 } },
    }
    const target = targets[id] ?? {}
    return id.startsWith('x.') && source ? { info: { ...info(id), ...target }, source, sourcePlugin: 'x' } : undefined
  },
  segment: (id) => {
    const filter = namedFilters[id]
    return filter && { id, plugin: 'x', title: id, description: '', filter }
  },
  dimension: (id) =>
    ['x.provider', 'x.kind', 'x.size', 'x.nowhere', 'core.segment', ...clockDimensions].includes(id)
      ? {
          id,
          plugin: 'x',
          title: id,
          description: '',
          type: id === 'x.size' || clockDimensions.includes(id) ? 'number' : 'text',
          labels: {},
          colors: {},
        }
      : undefined,
}

/** Creates the empty tables of the test world. */
export async function createWorld(database: Database): Promise<void> {
  await database.migrate('core', coreMigrations)
  await database.migrate('world', {
    '0001': {
      up: async (db, tools) => {
        await sql`create table events (tenant_id uuid not null, "timestamp" timestamptz not null, event_id uuid not null,
          event text not null, user_id uuid, account_id uuid, properties jsonb not null, primary key (tenant_id, "timestamp", event_id))`.execute(
          db,
        )
        await sql`create table connections (tenant_id uuid not null, id uuid not null, user_id uuid not null, provider text,
          started_at timestamptz not null, ended_at timestamptz, primary key (tenant_id, id))`.execute(db)
        await sql`create table spends (tenant_id uuid not null, id uuid not null, day date not null, provider text,
          amount numeric(14, 4) not null, primary key (tenant_id, id))`.execute(db)
        await sql`create table accounts (tenant_id uuid not null, account_id uuid not null, segment text, plan_tier text,
          industry text, region text, country text, primary key (tenant_id, account_id))`.execute(db)
        for (const table of ['events', 'connections', 'spends', 'accounts']) await tools.tenantTable(table)
      },
    },
  })
}

/** Segment of each account in the test world; the third account does not exist. */
export const segments: Readonly<Record<string, string | null>> = { [accountId(0)]: 'large', [accountId(1)]: null }

/** Inserts rows given as JSON into a table of the test world. */
export async function insert(db: Kysely<never>, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return
  const name = sql.table(`world.${table}`)
  await sql`insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb)`.execute(
    db,
  )
}

const iso = (at: number) => new Date(at).toISOString()

/** The row of `world.events` that a happening is stored as. */
export const eventOf = (tenant_id: string, h: Happening) => ({
  tenant_id,
  timestamp: iso(h.at),
  event_id: h.id,
  event: h.event,
  user_id: h.user,
  account_id: h.account,
  properties: { provider: h.provider, kind: h.kind, amount: h.amount },
})

/** The row of `world.spends` that a spending is stored as. */
export const spendOf = (tenant_id: string, s: Spending) => ({
  tenant_id,
  id: s.id,
  day: s.date,
  provider: s.provider,
  amount: s.amount,
})

/** Replaces all rows of both tenants by a world. */
export async function fillWorld(database: Database, world: World): Promise<void> {
  for (const [index, tenant_id] of tenants.entries()) {
    await database.tenantTransaction(tenant_id, async (db) => {
      for (const table of ['events', 'connections', 'spends', 'accounts']) {
        await sql`delete from ${sql.table(`world.${table}`)} where tenant_id = ${tenant_id}`.execute(db)
      }
      const mine = <T extends { tenant: number }>(rows: readonly T[]) => rows.filter((row) => row.tenant === index)
      await insert(
        db,
        'events',
        mine(world.happenings).map((happening) => eventOf(tenant_id, happening)),
      )
      await insert(
        db,
        'connections',
        mine(world.lastings).map((l) => ({
          tenant_id,
          id: l.id,
          user_id: l.user,
          provider: l.provider,
          started_at: iso(l.start),
          ended_at: l.end === null ? null : iso(l.end),
        })),
      )
      await insert(
        db,
        'spends',
        mine(world.spendings).map((spending) => spendOf(tenant_id, spending)),
      )
      const known = Object.entries(segments).map(([account_id, segment]) => ({ tenant_id, account_id, segment }))
      await insert(db, 'accounts', known)
    })
  }
}
