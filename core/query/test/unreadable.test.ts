import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { coreMigrations, type Database } from '@tessera/database'
import type { DecomposeRequest, Decomposition, Frame, RowsAnswer, RowsRequest } from '@tessera/plugin-api/wire'
import { describeDatabases } from '@tessera/test-kit'
import { createQueryEngine } from '../src/index.ts'
import {
  closeTo,
  expected,
  fill,
  isRead,
  model,
  pool,
  sourcesOf,
  start,
  value,
  type Column,
  type Reading,
} from './readings.ts'
import { tenants } from './world.ts'

describeDatabases('values that cannot be read', (open) => {
  let database: Database
  let run: (column: Column, more?: object) => Promise<Frame>
  let rows: (request: RowsRequest) => Promise<RowsAnswer>
  let decompose: (request: DecomposeRequest) => Promise<Decomposition>

  beforeAll(async () => {
    database = await open()
    await database.migrate('core', coreMigrations)
    await database.migrate('odd', {
      '0001': {
        up: async (db, tools) => {
          await sql`create table readings (tenant_id uuid not null, id uuid not null, at timestamptz not null, ended_at timestamptz,
            place text not null, double double precision, exact numeric, properties jsonb not null, primary key (tenant_id, id))`.execute(
            db,
          )
          await tools.tenantTable('readings')
        },
      },
    })
    const engine = createQueryEngine({ model, database, now: () => new Date(start + 86_400_000) })
    const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
    const context = { tenant, plugins: new Set(['x']) }
    rows = (request) => engine.rows(request, context)
    decompose = (request) => engine.decompose(request, context)
    run = (column, more = {}) => {
      const metrics = Object.keys(sourcesOf(column)).map((name) => ({ id: `x.${column}_${name}` }))
      const time = { range: { from: '2026-03-10', to: '2026-03-11' } }
      return engine.run({ metrics, time, ...more }, context)
    }
  })

  const reading = fc.record({ value: fc.option(fc.constantFrom(...pool), { freq: 8 }), place: fc.nat({ max: 1 }) })

  test('are left out of every measure, and counted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(reading, { minLength: 1, maxLength: 8 }),
        fc.constantFrom<Column>('double', 'exact', 'property'),
        async (given, column) => {
          await fill(database, given)
          const { columns, rows: answer, meta } = await run(column)
          const wanted = expected(given, column)
          const odd = given.filter(({ value: v }) => v?.columns.includes(column) && !isRead(Number(v.text))).length
          columns.forEach(({ name }, index) => {
            const short = name.slice(`x.${column}_`.length)
            const cell = answer[0]?.[index] ?? null
            const about = `${name}: ${String(cell)}, not ${String(wanted[short])}`
            expect(closeTo(cell, wanted[short] ?? null, short), about).toBe(true)
            if (short.startsWith('last')) return
            expect(meta.unreadable?.find(({ metric }) => metric === name)?.rows ?? 0, name).toBe(odd)
          })
        },
      ),
      { numRuns: 25 },
    )
  })

  const numbers = (...all: readonly (readonly [place: number, text: string])[]): Reading[] =>
    all.map(([place, text]) => ({ place, value: pool.find((one) => one.text === text) ?? value(text) }))
  const by = { dimensions: ['x.place'] }
  const total = { metrics: [{ id: 'x.double_sum' }] }

  test('are left out whichever rows an answer shows', async () => {
    await fill(database, numbers([0, '1'], [0, 'NaN'], [1, '5']))
    const asked = { ...total, ...by }
    const having = { filters: { member: 'x.double_sum', operator: 'lt', values: [3] } }
    const first = { order: [{ key: 'x.double_sum', dir: 'asc' }], limit: 1 }
    const top = { top: { dimension: 'x.place', by: 'x.double_sum', n: 1 } }
    const totals = { totals: 'grand' }
    expect((await run('double', { ...asked, ...having })).rows).toEqual([['north', 1]])
    expect((await run('double', { ...asked, ...first })).rows).toEqual([['north', 1]])
    expect((await run('double', { ...asked, ...top })).rows).toEqual([['south', 5]])
    const whole = await run('double', { ...asked, ...totals })
    expect(whole.totals?.map((one) => one.rows)).toEqual([[[null, 6]]])
    expect(whole.meta.unreadable).toEqual([{ metric: 'x.double_sum', rows: 1 }])
  })

  test('are told apart by range and comparison', async () => {
    await fill(database, numbers([0, '1'], [0, '1.7e308'], [1, '1.7e308']))
    const time = { range: { from: '2026-03-11', to: '2026-03-12' } }
    const answer = await run('double', { ...total, time, compare: [{ kind: 'previous_period' }] })
    expect(answer.rows).toEqual([[null, 1]])
    expect(answer.meta.unreadable).toEqual([{ metric: 'x.double_sum', comparison: 'previous_period', rows: 2 }])
  })

  test('do not stand behind a number', async () => {
    await fill(database, numbers([0, '1'], [0, 'Infinity'], [1, '12.5']))
    for (const name of ['sum', 'median', 'ever', 'last_sum', 'stock', 'open', 'closing', 'about']) {
      const metrics = [{ id: `x.double_${name}` }]
      const time = { range: { from: '2026-03-10', to: '2026-03-11' } }
      const behind = await rows({ query: { metrics, time }, at: { metric: `x.double_${name}` } })
      const column = behind.columns.findIndex(({ role }) => role === 'value')
      expect(
        behind.rows.map((row) => row[column]),
        name,
      ).not.toContain('Infinity')
      expect(behind.total, name).toBe(name === 'last_sum' ? 1 : 2)
    }
  })

  test('are left out of what a change is made of', async () => {
    await fill(database, numbers([0, '1'], [0, 'NaN'], [1, '12.5']))
    const time = { range: { from: '2026-03-10', to: '2026-03-11' } }
    const query = { ...total, time, compare: [{ kind: 'previous_period' as const }] }
    const { now } = await decompose({ query, dimensions: ['x.place'] })
    expect(now.value).toBe(13.5)
  })

  test('a metric of rows that all can be read says nothing of it', async () => {
    await fill(database, numbers([0, '1'], [1, '1e100']))
    const { meta, rows: answer } = await run('exact', { metrics: [{ id: 'x.exact_sum' }], ...by })
    expect(meta.unreadable).toBeUndefined()
    expect(answer).toEqual([
      ['south', expect.anything()],
      ['north', 1],
    ])
  })
})
