import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import { metricQuerySchema, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine, type Rollups } from '../src/index.ts'
import { worldRollups, write } from './rollup-world.ts'
import { days, happening, sourcesOfQuestions, story, zonesOfEveryKind } from './rollup-story.ts'
import { markAsOneSpan, spoiling } from './spoil-rollup.ts'
import { assertBetween, whileWritten } from './while-written.ts'
import { createWorld, fillWorld, model, rowId, tenants, userId, type Happening } from './world.ts'

describeServers('rollups', (open) => {
  let database: Database
  let engine: QueryEngine
  let rollups: Rollups
  const berlin = { id: tenants[0], timeZone: 'Europe/Berlin' }
  const tenant = { ...berlin, slug: 'a', name: 'A', currency: 'EUR', weekStart: 1, asOf: null }

  const ask = (query: object, mode: 'auto' | 'off' = 'auto'): Promise<Frame> =>
    engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], time: days, ...query }), {
      tenant,
      plugins: new Set(['x']),
      rollups: mode,
    })
  /** The answer, found equal with and without rollups. */
  const alike = async (query: object): Promise<Frame> => {
    const frame = await ask(query)
    expect(frame.rows).toEqual((await ask(query, 'off')).rows)
    return frame
  }
  const put = (happenings: readonly Happening[], gone: readonly Happening[] = []) =>
    database.tenantTransaction(tenant.id, (db) => write(db, tenant.id, { happenings, gone }))
  const statusOf = async (rollup: string) => (await rollups.list(berlin)).find((info) => info.rollup === rollup)

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    rollups = await worldRollups(database)
    const now = () => new Date('2026-11-05T12:00:00Z')
    engine = createQueryEngine({ model, database, rollups: rollups.definitions, now })
  })

  beforeEach(async () => {
    await fillWorld(database, { happenings: story, lastings: [], spendings: [] })
    await rollups.rebuild(berlin)
    await rollups.refresh(berlin)
  })

  test('rows between the buckets make no group, whichever way they are read', async () => {
    await put([happening('2026-10-28T12:00:00Z', 'a', { provider: 'slack' })])
    await rollups.refresh(berlin)
    const time = { range: { from: '2026-10-24', to: '2026-11-02' }, grain: 'week' }
    const asked = { metrics: [{ id: 'x.this_month' }], dimensions: ['x.provider'], time }
    const providers = new Set((await alike(asked)).rows.map((row) => row[1]))
    expect(providers).toEqual(new Set(['google', 'meta', null]))
  })

  test('a value that cannot be read is left out and counted, kept in a rollup or not', async () => {
    const names = ['total', 'mean', 'largest', 'about_median', 'median', 'level', 'total_this_week', 'last_total']
    const answers = () => Promise.all(names.map((name) => alike({ metrics: [{ id: `x.${name}` }] })))
    const before = await answers()
    // why: whose last value it is, nobody has a value of before it
    await put([happening('2026-10-28T12:00:00Z', 'a', { amount: 'NaN' as never, user: userId(99) })])
    await rollups.refresh(berlin)
    const after = await answers()
    expect(after.map(({ rows }) => rows)).toEqual(before.map(({ rows }) => rows))
    expect(after.map(({ meta }) => meta.unreadable)).toEqual(names.map((name) => [{ metric: `x.${name}`, rows: 1 }]))
    expect(before.map(({ meta }) => meta.unreadable)).toEqual(names.map(() => undefined))
  })

  test('P7 a hit names the rollup, a miss says why', async () => {
    const sourceOf = async (query: object) => (await alike(query)).meta.source
    for (const [query, source] of sourcesOfQuestions) expect(await sourceOf(query)).toEqual(source)
    const kolkata = { ...days, timeZone: 'Asia/Kolkata' }
    expect(await sourceOf({ time: kolkata })).toMatchObject({ kind: 'rollup', id: 'x.events.short' })
    const fresh = { ...tenant, id: tenants[1] }
    const frame = await engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], time: days }), {
      tenant: fresh,
      plugins: new Set(['x']),
    })
    expect(frame.meta.source.reason).toBe('rollup x.events.daily is not built yet for this tenant')
    expect((await ask({}, 'off')).meta.source).toEqual({ kind: 'raw', reason: 'asked to leave rollups out' })
  })

  test('P7 days on which the clock changes are the same by rollup and by rows, in zones of every kind', async () => {
    for (const timeZone of zonesOfEveryKind) {
      for (const metric of ['x.rows', 'x.users', 'x.mean']) {
        const frame = await alike({ metrics: [{ id: metric }], time: { ...days, timeZone } })
        expect(frame.meta.source.kind).toBe('rollup')
      }
    }
    const [, longDay] = (await alike({})).rows
    expect(longDay).toEqual(['2026-10-25', 8])
    const hours = await alike({ time: { ...days, grain: 'hour' } })
    expect(hours.meta.source).toMatchObject({ kind: 'rollup', id: 'x.events.short' })
  })

  test('kept distinct counts answer only where each group is one row of the rollup', async () => {
    const users = { metrics: [{ id: 'x.users' }], dimensions: ['x.provider', 'x.kind'] }
    const sourceOf = async (query: object) => (await alike({ ...users, ...query })).meta.source
    expect(await sourceOf({})).toMatchObject({ kind: 'rollup', id: 'x.events.daily' })
    expect(await sourceOf({ filters: { member: 'x.kind', operator: 'equals', values: ['x'] } })).toMatchObject({
      id: 'x.events.daily',
    })
    for (const other of [
      { dimensions: ['x.provider'] },
      { dimensions: [] },
      { time: { ...days, grain: 'week' } },
      { time: { range: days.range } },
      { time: { ...days, timeZone: 'Asia/Kolkata' } },
      { top: { dimension: 'x.provider', by: 'x.users', n: 1, other: true } },
    ]) {
      expect((await sourceOf(other)).id).not.toBe('x.events.daily')
    }
    await alike({ ...users, totals: [['time'], ['x.kind'], []] })
    await put([happening('2026-10-26T10:10:00Z', 'a', { user: userId(40) })])
    expect(await sourceOf({})).toMatchObject({ kind: 'mixed', id: 'x.events.daily' })
    await rollups.refresh(berlin)
    const half = { range: { from: '2026-10-24T12:00', to: '2026-11-02T06:00' }, grain: 'day' }
    expect(await sourceOf({ time: half })).toMatchObject({ kind: 'mixed', id: 'x.events.daily' })
  })

  test('P7 weeks begin on the same day on both paths', async () => {
    for (const weekStart of [1, 6, 7]) {
      const frame = await alike({ time: { ...days, grain: 'week', weekStart } })
      expect(frame.meta.source.kind).toBe('rollup')
    }
  })

  test('P7 late, deleted and duplicate rows count at once, and after a refresh without reading rows', async () => {
    const late = happening('2026-10-26T10:10:00Z')
    await put([late])
    const [gone] = story
    await put([], gone ? [gone] : [])
    const total = (frame: Frame) => frame.rows.reduce((sum, row) => sum + Number(row[1]), 0)
    const mixed = await alike({})
    expect(total(mixed)).toBe(80)
    expect(mixed.meta.source).toEqual({
      kind: 'mixed',
      id: 'x.events.short',
      reason:
        'rollup x.events.short serves all but 2 stretches changed since it was built, read from the rows of events',
    })
    await rollups.refresh(berlin)
    const whole = await alike({})
    expect(whole.rows).toEqual(mixed.rows)
    expect(whole.meta.source.kind).toBe('rollup')
    await put([], [late])
    expect(total(await alike({}))).toBe(79)
  })

  test('hours at the edges of a range are read from the rows', async () => {
    const time = { range: { from: '2026-10-24T05:10:00', to: '2026-10-30T17:40:00' } }
    const frame = await alike({ metrics: [{ id: 'x.total' }, { id: 'x.users' }], dimensions: ['x.provider'], time })
    expect(frame.meta.sources.map(({ kind, id }) => [kind, id])).toEqual([
      ['mixed', 'x.events.short'],
      ['mixed', 'x.events.users_short'],
    ])
  })

  test('groups without rows of a metric are told from groups with none at all, with and without fill', async () => {
    for (const fill of ['auto', 'none']) {
      const metrics = [{ id: 'x.rows_b' }, { id: 'x.users' }, { id: 'x.smallest' }]
      await alike({ metrics, fill, dimensions: ['x.provider'] })
      await alike({ metrics: [{ id: 'x.rows_b' }], fill, dimensions: ['x.provider'] })
      const google = { member: 'x.provider', operator: 'equals', values: ['google'] }
      await alike({ metrics: [{ id: 'x.rows', filters: google }, { id: 'x.total' }], fill, dimensions: ['x.provider'] })
    }
  })

  test('totals, top values with the rest, conditions on results and comparisons come from rollups too', async () => {
    const dimensions = ['x.provider', 'x.kind']
    const top = { dimension: 'x.provider', by: 'x.rows', n: 1, other: true }
    const compare = [{ kind: 'previous_period' }]
    const filters = { member: 'x.rows', operator: 'gt', values: [1] }
    for (const more of [{ totals: 'grand' }, { top }, { compare }, { filters }]) {
      const metrics = [{ id: 'x.rows' }, { id: 'x.a_per_b' }, { id: 'x.mean' }]
      const frame = await alike({ metrics, dimensions, ...more })
      expect(frame.meta.sources.map(({ kind }) => kind)).toEqual(['rollup'])
    }
  })

  test('windows that reach back are put together from rollups, distinct ones from entities', async () => {
    for (const metric of ['x.last_two_days', 'x.active_users', 'x.this_month', 'x.ever', 'x.stickiness']) {
      for (const dimensions of [[], ['x.provider']]) {
        const frame = await alike({ metrics: [{ id: metric }], dimensions })
        expect(frame.meta.source.kind).toBe('rollup')
        await put([happening('2026-10-26T10:10:00Z', 'a', { user: userId(9) })])
        expect((await alike({ metrics: [{ id: metric }], dimensions })).meta.source.kind).toBe('mixed')
        await rollups.refresh(berlin)
      }
    }
  })

  test('facts dated by day are the same in every zone', async () => {
    const spendings = ['2026-10-24', '2026-10-25', '2026-10-27'].map((date, n) => ({
      tenant: 0 as const,
      id: rowId(5000 + n),
      date,
      provider: 'google',
      amount: 2.5,
    }))
    await database.tenantTransaction(tenant.id, (db) => write(db, tenant.id, { spendings }))
    const read = async () =>
      (await alike({ metrics: [{ id: 'x.spend' }], time: { ...days, timeZone: 'Asia/Kolkata' } })).meta.source.kind
    expect(await read()).toBe('mixed')
    await rollups.refresh(berlin)
    expect(await read()).toBe('rollup')
  })

  test('a rollup that differs from its rows is found, set aside with the reason, and built anew', async () => {
    const [daily] = rollups.definitions.filter(({ id }) => id === 'x.events.daily')
    const spoil = spoiling(database, tenant.id, daily?.table ?? '')
    expect((await rollups.check(berlin)).map(({ different }) => different)).toEqual(rollups.definitions.map(() => 0))
    await spoil.counts()
    expect((await ask({})).rows).not.toEqual((await ask({}, 'off')).rows)
    const found = (await rollups.check(berlin)).find(({ rollup }) => rollup === 'x.events.daily')
    expect(found?.different).toBeGreaterThan(0)
    expect(await statusOf('x.events.daily')).toMatchObject({ status: 'differs' })
    const frame = await alike({ dimensions: ['x.kind'] })
    expect(frame.meta.source.reason).toMatch(/^rollup x\.events\.daily is set aside: \d+ rows differed/)
    await rollups.refresh(berlin)
    expect(await statusOf('x.events.daily')).toMatchObject({ status: 'ready' })
    expect((await alike({ dimensions: ['x.kind'] })).meta.source.kind).toBe('rollup')
  })

  test('a check finds rows a rollup lacks and rows it has too many', async () => {
    const [daily] = rollups.definitions.filter(({ id }) => id === 'x.events.daily')
    const spoil = spoiling(database, tenant.id, daily?.table ?? '')
    const different = async () =>
      (await rollups.check(berlin, { last: 30, drawn: 0 })).find(({ rollup }) => rollup === 'x.events.daily')?.different
    await spoil.rowLost()
    expect(await different()).toBe(1)
    await rollups.rebuild(berlin)
    await spoil.rowAdded()
    expect(await different()).toBe(1)
  })

  test('changes over many months are worked off in turns, none is forgotten', async () => {
    const far = ['2026-01-05T10:00:00Z', '2026-04-20T10:00:00Z', '2026-08-30T10:00:00Z'].map((at) => happening(at))
    await put(far)
    await markAsOneSpan(database, tenant.id, ['2026-01-01T00:00:00Z', '2026-09-01T00:00:00Z'])
    const year = { range: { from: '2026-01-01', to: '2026-11-03' }, grain: 'month' }
    expect((await alike({ time: year })).meta.source.kind).toBe('mixed')
    await rollups.refresh(berlin)
    const frame = await alike({ time: year })
    expect(frame.meta.source.kind).toBe('rollup')
    expect(frame.rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(83)
  })

  test('a tenant whose reporting zone changes keeps right answers, and gets days of the new zone', async () => {
    const inNewYork = { ...berlin, timeZone: 'America/New_York' }
    await rollups.refresh(inNewYork)
    expect(await statusOf('x.events.daily')).toMatchObject({ timeZone: 'America/New_York', status: 'ready' })
    const frame = await alike({ dimensions: ['x.kind'], time: { ...days, timeZone: 'America/New_York' } })
    expect(frame.meta.source).toMatchObject({ kind: 'rollup', id: 'x.events.daily' })
  })

  test('a table whose rollup fails is read from its rows, and the other rollups go on', async () => {
    const [daily] = rollups.definitions.filter(({ id }) => id === 'x.events.daily')
    const table = sql.table(daily?.table ?? '')
    await sql`alter table ${table} add column spoiled int not null default 0`.execute(database.owner)
    await sql`alter table ${table} alter column spoiled drop default`.execute(database.owner)
    try {
      await put([happening('2026-10-26T10:10:00Z')])
      await rollups.refresh(berlin)
      expect(await statusOf('x.events.daily')).toMatchObject({
        status: 'broken',
        detail: expect.stringMatching(/spoiled/),
      })
      expect((await alike({})).meta.source).toMatchObject({ kind: 'rollup', id: 'x.events.short' })
      expect((await alike({ dimensions: ['x.kind'] })).meta.source.reason).toMatch(/is broken: .*spoiled/)
    } finally {
      await sql`alter table ${table} drop column spoiled`.execute(database.owner)
    }
  })

  test('rows committed while rollups are built or refreshed are never lost', async () => {
    const totalOf = async (mode: 'auto' | 'off') =>
      Number((await ask({ time: { range: days.range } }, mode)).rows[0]?.[0])
    const written = await whileWritten(put, [
      () => rollups.refresh(berlin),
      () => rollups.refresh(berlin),
      () => rollups.rebuild(berlin, 'x.events.users_daily'),
      () => assertBetween(totalOf),
    ])
    await put([], written.slice(0, 10))
    const metrics = ['rows', 'rows_a', 'users', 'total', 'largest'].map((name) => ({ id: `x.${name}` }))
    for (const dimensions of [[], ['x.provider'], ['x.provider', 'x.kind']]) await alike({ metrics, dimensions })
    await rollups.refresh(berlin)
    const frame = await alike({ metrics, dimensions: ['x.provider', 'x.kind'] })
    expect(new Set(frame.meta.sources.map(({ kind }) => kind))).toEqual(new Set(['rollup']))
    expect((await rollups.check(berlin)).map(({ different }) => different)).toEqual(rollups.definitions.map(() => 0))
  }, 120_000)
})
