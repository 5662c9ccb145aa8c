import { sql, type SqlBool } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import {
  approximateDistinct,
  count,
  distinct,
  max,
  retention,
  sum,
  type EventRow,
  type MetricSource,
} from '@tessera/plugin-api/server'
import { metricQuerySchema, type Frame } from '@tessera/plugin-api/wire'
import { describeDatabases } from '@tessera/test-kit'
import { createQueryEngine, createRollups, type MetricModel, type QueryEngine, type Rollups } from '../src/index.ts'
import { askRowValues, collectingJudge } from '../src/rollup/row-values.ts'
import { allMetrics, createWorld, fillWorld, model, rowId, tenants, userId } from './world.ts'
import { events } from './world-facts.ts'

/** Expressions over `world.events`, and whether each gives the same for the same row at every time, in every session. */
const steady = [
  '"event"',
  'upper("event")',
  `"timestamp" at time zone 'Europe/Berlin'`,
  `("timestamp" at time zone 'UTC')::date`,
  `date_bin('15 minutes', "timestamp", '2000-01-01T00:00:00Z'::timestamptz)`,
  `"timestamp" < '2026-10-05T00:00:00Z'::timestamptz`,
  `"timestamp" > 'epoch'::timestamptz`,
  `"timestamp" < 'infinity'`,
  `(properties ->> 'amount')::numeric`,
  `properties @> '{"now": true}'`,
  `"event" = 'now'`,
  `"event" in ('today', 'current_user', 'select random()')`,
  `'2026-02-03'::date + 1`,
  `make_interval(days => 2)`,
  `case when "event" = 'a' then 1 end`,
  'world.twice(1)',
  '"event" -- of the plugin',
]
const unsteady = [
  `"timestamp" < now()`,
  `"timestamp" < 'now'`,
  `"timestamp" < 'now'::timestamptz`,
  `"timestamp" > ('now'::timestamptz - interval '1 day')`,
  `"timestamp" < timestamptz 'tomorrow'`,
  `"timestamp" = any('{now,infinity}'::timestamptz[])`,
  `"timestamp" <@ '[epoch,now)'::tstzrange`,
  `"timestamp" > '2026-10-05'::timestamptz`,
  `'today'::date`,
  `'yesterday'::timestamp`,
  `'now'::time`,
  `'03/02/2026'::date`,
  `'-1 2:03:04'::interval`,
  'current_date',
  'localtime',
  'current_catalog',
  'current_user',
  'current_schema',
  `current_setting('app.tenant_id', true)`,
  'random()',
  'gen_random_uuid()',
  'clock_timestamp()',
  `date_trunc('day', "timestamp")`,
  `"timestamp"::date`,
  `"timestamp"::text`,
  `"timestamp" || ''`,
  `"timestamp" > date '2026-10-05'`,
  `extract(hour from "timestamp")`,
  `(properties ->> 'at')::timestamptz`,
  `(properties ->> 'at')::date`,
  `to_char("timestamp", 'YYYY')`,
  `world.half(4)`,
  `exists (select from world.accounts)`,
  `(select max(day) from world.spends)`,
  `generate_series(1, 2)`,
  'count(*)',
  'row_number() over ()',
  'no_such_column',
  'xmin',
]

describeDatabases('what may be kept in a rollup', (open) => {
  let database: Database

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    const run = (text: string) => sql.raw(text).execute(database.maintenance)
    await run(`create function world.half(n numeric) returns numeric language plpgsql as 'begin return n / 2; end'`)
    await run(`create function world.twice(n int) returns int language plpgsql immutable as 'begin return n * 2; end'`)
    await run(`create view world.recent as select * from world.events where "timestamp" > now() - interval '1 day'`)
  })

  const judged = async (table: string, texts: readonly string[]) => {
    const fact = { ...events, table: table as `${string}.${string}` }
    const { judge, wanted } = collectingJudge()
    for (const text of texts) judge(fact, sql.raw(text))
    const answer = await askRowValues(database.maintenance, wanted)
    return texts.map((text) => [text, answer(fact, sql.raw(text))] as const)
  }

  test('only what the database calls a value of its row alone, whenever and however it is read', async () => {
    const kept = await judged('world.events', [...steady, ...unsteady])
    expect(kept.filter(([, reason]) => reason === null).map(([text]) => text)).toEqual(steady)
    const reasonOf = (text: string) => kept.find(([each]) => each === text)?.[1]
    expect(reasonOf('random()')).toBe(
      'random() may change while the row does not: the database does not call all of it immutable',
    )
    expect(reasonOf(`'today'::date`)).toBe(`'today'::date depends on when, or with which settings, it is read`)
    expect(reasonOf('exists (select from world.accounts)')).toMatch('reads more than the row')
    expect(reasonOf('no_such_column')).toMatch('cannot be judged: column "no_such_column" does not exist')
  })

  test('parameters are judged as what they stand for', async () => {
    const { judge, wanted } = collectingJudge()
    const list = sql<SqlBool>`event = any(${['a', `it's "b"`]}) and properties @> ${{ a: 1 }}`
    const clock = sql<SqlBool>`timestamp < ${'now'}`
    for (const expression of [list, clock]) judge(events, expression)
    const answer = await askRowValues(database.maintenance, wanted)
    expect(answer(events, list)).toBeNull()
    expect(answer(events, clock)).toBe(`timestamp < 'now' depends on when, or with which settings, it is read`)
    expect(answer(events, sql`event`)).toBe('event was not judged')
  })

  test('nothing of a view or of what is not there, and asking leaves nothing behind', async () => {
    expect((await judged('world.recent', ['event']))[0]?.[1]).toMatch('world.recent is no table')
    expect((await judged('world.nowhere', ['event']))[0]?.[1]).toMatch('world.nowhere is no table')
    const { rows } = await sql<{ left: number }>`
      select (select count(*) from pg_class where relname = 'tessera_row_value')
        + (select count(*) from pg_proc where proname = 'tessera_row_value') as left`.execute(database.maintenance)
    expect(Number(rows[0]?.left)).toBe(0)
    const zone = await sql<{ zone: string }>`select current_setting('TimeZone') as zone`.execute(database.maintenance)
    expect(zone.rows[0]?.zone).not.toMatch('Etc/GMT')
  })

  test('what is kept and what is not are answered alike, and the answer says why rows were read', async () => {
    const rollup = { grain: 'day' as const, dimensions: ['provider'] }
    const mixed = {
      ...events,
      name: 'mixed',
      rollups: [
        { ...rollup, name: 'daily', distinct: true, sketches: true },
        { ...rollup, name: 'by_user', entity: 'user_id' as const },
      ],
    }
    const late = () => sql<SqlBool>`timestamp <> 'now'::timestamptz`
    const refused = { ...events, name: 'refused', where: late, rollups: [{ ...rollup, name: 'daily' }] }
    const returns = retention<EventRow>({
      fact: mixed,
      actor: 'user_id',
      start: () => sql<SqlBool>`event = 'a'`,
      back: late,
      unit: 'day',
      periods: 1,
    })
    const made: Readonly<Record<string, MetricSource>> = {
      all: count(mixed),
      late: count(mixed, { where: late }),
      dates: distinct(mixed, () => sql`timestamp::date`),
      about: approximateDistinct(mixed, 'timestamp' as never),
      last: max(mixed, () => sql<number>`world.half((properties ->> 'amount')::numeric)`),
      sum: sum(mixed, () => sql<number>`(properties ->> 'amount')::numeric`),
      back: returns.at(1),
      none: count(refused),
    }
    const [any] = allMetrics()
    if (!any) throw new Error('the world has metrics')
    const metrics = Object.entries(made).map(([name, source]) => ({
      ...any,
      source,
      info: { ...any.info, id: `x.${name}` },
    }))
    const own: MetricModel = { ...model, metric: (id) => metrics.find(({ info }) => info.id === id) }
    const rollups: Rollups = createRollups({ database, metrics, schemaOf: () => 'world' })
    expect(await rollups.prepare()).toEqual([
      {
        plugin: 'x',
        rollup: 'x.refused.daily',
        reason: expect.stringMatching(/condition of fact 'refused' is no value of its row/),
      },
    ])
    const [id] = tenants
    const tenant = { id, slug: 'a', name: 'A', timeZone: 'Europe/Berlin', currency: 'EUR', weekStart: 1, asOf: null }
    const happenings = [1, 2, 3].map((n) => ({
      tenant: 0 as const,
      id: rowId(n),
      at: Date.parse('2026-10-05T22:30:00Z') + n * 3_600_000,
      event: 'a',
      user: userId(n),
      account: null,
      provider: n === 3 ? null : 'google',
      kind: null,
      amount: n,
    }))
    await fillWorld(database, { happenings, lastings: [], spendings: [] })
    await rollups.rebuild(tenant)
    await rollups.refresh(tenant)
    const engine: QueryEngine = createQueryEngine({ model: own, database, rollups: rollups.definitions })
    const time = { range: { from: '2026-10-05', to: '2026-10-08' }, grain: 'day' }
    const ask = (name: string, mode: 'auto' | 'off'): Promise<Frame> =>
      engine.run(metricQuerySchema.parse({ metrics: [{ id: `x.${name}` }], time }), {
        tenant,
        plugins: new Set(['x']),
        rollups: mode,
      })
    const reasons: Record<string, string> = {}
    for (const name of Object.keys(made)) {
      const frame = await ask(name, 'auto')
      expect(frame.rows).toEqual((await ask(name, 'off')).rows)
      reasons[name] = `${frame.meta.source.kind}: ${frame.meta.source.reason}`
    }
    expect(reasons).toMatchObject({ all: expect.stringMatching(/^rollup: /), sum: expect.stringMatching(/^rollup: /) })
    expect(reasons['late']).toMatch(/^raw: no rollup of mixed keeps the count of 'x.late': .* depends on when/)
    expect(reasons['dates']).toMatch(/^raw: .*timestamp::date may change while the row does not/)
    expect(reasons['about']).toMatch(/^raw: .*hashtextextended.* may change while the row does not/)
    expect(reasons['last']).toMatch(/^raw: .*world.half.* may change while the row does not/)
    expect(reasons['back']).toMatch(
      /^raw: rollup x.mixed.by_user cannot keep the conditions of 'x.back': .*depends on when/,
    )
    expect(reasons['none']).toBe("raw: no rollup of refused can be kept; 'tessera rollup list' says why")
    const listed = await rollups.list(tenant)
    expect(listed.map(({ rollup: name, status }) => [name, status])).toEqual([
      ['x.mixed.daily', 'ready'],
      ['x.mixed.by_user', 'ready'],
      ['x.refused.daily', 'refused'],
    ])
    expect(listed[0]?.detail).toMatch(/^read from the rows: .*world.half/)
  })
})
