import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { coreMigrations, type Database } from '@tessera/database'
import { count, distinct, fact, max, sum, type MetricSource } from '@tessera/plugin-api/server'
import {
  metricQuerySchema,
  textOfCsv,
  type Cell,
  type Frame,
  type FrameColumn,
  type RowsAnswer,
} from '@tessera/plugin-api/wire'
import { createQueryEngine, type MetricModel, type QueryEngine } from '@tessera/query'
import { describeDatabases } from '@tessera/test-kit'
import { frameCsv, tableCsv } from '../host/src/export/frame-csv.ts'
import { csvColumns } from '../host/src/explain/rows-frame.ts'
import { readCsv } from '../host/test/read-csv.ts'

interface NoteRow {
  readonly id: number
  readonly at: Date
  readonly word: string | null
  readonly big: string | null
  readonly exact: string | null
  readonly flag: boolean | null
}

const notes = fact<NoteRow>({
  name: 'notes',
  table: 'export.notes',
  key: ['id'],
  time: { column: 'at', type: 'instant' },
  dimensions: { word: 'word', big: 'big', exact: 'exact', double: () => sql`exact::double precision`, flag: 'flag' },
  drill: ['word', { column: 'big', type: 'number' }],
})
const sources: Readonly<Record<string, MetricSource>> = {
  rows: count(notes),
  words: distinct(notes, 'word'),
  total: sum(notes, 'exact'),
  highest: max(notes, 'big'),
}
const types = { word: 'text', big: 'number', exact: 'number', double: 'number', flag: 'boolean' } as const
const labels = { word: { a: 'Alpha', b: '=B', c: 'd' } } as Readonly<Record<string, Record<string, string>>>

const model: MetricModel = {
  metric: (id) => {
    const source = id.startsWith('x.') ? sources[id.slice(2)] : undefined
    const named = { id, plugin: 'x', title: id, description: '', owner: 'x', version: 1, dimensions: [], target: null }
    const info = { ...named, unit: 'count', direction: 'up', tier: 1, status: 'live' } as const
    return source ? { info, source, sourcePlugin: 'x' } : undefined
  },
  segment: () => undefined,
  dimension: (id) => {
    const type = types[id.slice(2) as keyof typeof types]
    return { id, plugin: 'x', title: id, description: '', type, labels: labels[id.slice(2)] ?? {}, colors: {} }
  },
}

const tenantId = '00000000-0000-7000-8000-00000000000a'
const other = '00000000-0000-7000-8000-00000000000b'
const tenant = { id: tenantId, slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
const context = { tenant, plugins: new Set(['x']), personal: true }

const words = [
  'a',
  'Alpha',
  'b',
  '=B',
  "'=B",
  'c',
  'd',
  '',
  ' ',
  'say "hi"',
  'two\r\nlines',
  'x,y',
  '-1',
  '+1',
  "'",
  '\t=1',
  '@x',
  'true',
  'All others',
  'null',
]
const bigs = ['9007199254740993', '-9007199254740993', '-9223372036854775808', '9223372036854775807', '0', '-1', '42']
const exacts = [
  '9007199254740993.25',
  '-0.1',
  '-123456789012345678901234567890.5',
  '1234567890123456789012345678901',
  '2',
  '0.30000000000000004',
]
const maybe = <T>(values: readonly T[]) => fc.constantFrom<T | null>(...values, null)
const written = fc.record({
  tenant: fc.constantFrom(tenantId, tenantId, tenantId, other),
  word: maybe(words),
  big: maybe(bigs),
  exact: maybe(exacts),
  flag: maybe([true, false]),
  hour: fc.nat(71),
})

/** A field as its column means it: numbers by their text, since a file has no other. */
function cellOf(field: string | null, type: FrameColumn['type'], names: Readonly<Record<string, string>> = {}): Cell {
  if (field === null || type === 'number') return field
  if (type === 'boolean') return field === 'true'
  const text = field && textOfCsv(field)
  return Object.entries(names).find(([, title]) => title === text)?.[0] ?? text
}
const asRead = (cell: Cell, type: FrameColumn['type']): Cell =>
  type === 'number' && cell !== null ? String(cell) : cell

/** The cells of a frame, read from its file. Names count unless a value of the column could be taken for that of another name. */
function readBack(csv: string, { columns, rows }: Frame): Cell[][] {
  const [, ...lines] = readCsv(csv)
  const named = columns.map(({ labels: names = {} }, index) => {
    const values = rows.map((row) => row[index]).filter((cell) => typeof cell === 'string')
    const isTold = (value: string) =>
      [...values, ...Object.keys(names)].every(
        (one) => one === value || (names[one] ?? one) !== (names[value] ?? value),
      )
    return values.every(isTold) ? names : {}
  })
  return lines.map((line) => {
    const isRest = columns.some(({ role }, index) => role === 'other' && line[index] === 'true')
    return columns.map(({ role, name, type }, index) => {
      const ofRest = isRest && role === 'dimension' && columns.some((column) => column.name === `${name}:other`)
      if (ofRest) expect(line[index]).toBe('All others')
      return ofRest ? null : cellOf(line[index] ?? null, type, named[index])
    })
  })
}

describeDatabases('what is exported', (open) => {
  let database: Database
  let engine: QueryEngine
  beforeAll(async () => {
    database = await open()
    await database.migrate('core', coreMigrations)
    await database.migrate('export', {
      '0001': {
        up: async (db, tools) => {
          await sql`create table notes (tenant_id uuid not null, id int not null, at timestamptz not null, word text, big bigint,
            exact numeric, flag boolean, primary key (tenant_id, id))`.execute(db)
          await tools.tenantTable('notes')
        },
      },
    })
    engine = createQueryEngine({ model, database, now: () => new Date('2026-10-05T12:00:00Z') })
  })
  /** An answer as it arrives in the page. */
  const sent = <T>(answer: T): T => JSON.parse(JSON.stringify(answer)) as T

  const asked = fc.record({
    by: fc.subarray(['x.word', 'x.big', 'x.exact', 'x.double', 'x.flag'], { minLength: 1, maxLength: 3 }),
    daily: fc.boolean(),
    top: fc.boolean(),
    compare: fc.boolean(),
  })

  test('reads back to the cells of the answer, and rows to the rows behind each; their number is the cell, and the cells add up to the total', async () => {
    const property = fc.asyncProperty(
      fc.array(written, { minLength: 1, maxLength: 25 }),
      asked,
      async (rows, { by, daily, top, compare }) => {
        for (const tenant_id of [tenantId, other]) {
          const mine = rows.flatMap(({ tenant: whose, hour, ...row }, id) =>
            whose === tenant_id
              ? [{ ...row, tenant_id, id, at: new Date(Date.UTC(2026, 9, 1, hour)).toISOString() }]
              : [],
          )
          await database.tenantTransaction(tenant_id, async (db) => {
            await sql`delete from export.notes where tenant_id = ${tenant_id}::uuid`.execute(db)
            await sql`insert into export.notes select * from jsonb_populate_recordset(null::export.notes, ${JSON.stringify(mine)}::jsonb)`.execute(
              db,
            )
          })
        }
        const query = metricQuerySchema.parse({
          metrics: Object.keys(sources).map((id) => ({ id: `x.${id}` })),
          dimensions: by,
          time: { range: { from: '2026-10-02', to: '2026-10-04' }, ...(daily ? { grain: 'day' } : {}) },
          ...(top ? { top: { dimension: by[0], by: 'x.rows', n: 1, other: true } } : {}),
          ...(compare ? { compare: [{ kind: 'previous_period' }] } : {}),
        })
        const frame = sent(await engine.run(query, context))
        const exported = readBack(frameCsv(frame), frame)
        expect(exported).toEqual(
          frame.rows.map((row) => row.map((cell, index) => asRead(cell, frame.columns[index]?.type ?? 'text'))),
        )
        const place = (name: string) => frame.columns.findIndex((column) => column.name === name)
        for (const [index, row] of frame.rows.slice(0, 6).entries()) {
          const isRest = row.some((cell, at) => frame.columns[at]?.role === 'other' && cell === true)
          const at = {
            metric: 'x.rows',
            dimensions: Object.fromEntries(by.map((id) => [id, row[place(id)] ?? null])),
            ...(isRest ? { other: true as const } : {}),
            ...(daily ? { bucket: String(row[place('time')]) } : {}),
          }
          const behind: RowsAnswer = sent(await engine.rows({ query, at, limit: 100 }, context))
          const [heading, ...lines] = readCsv(tableCsv(csvColumns(behind), behind.rows))
          expect(heading).toHaveLength(behind.columns.length)
          expect(
            lines.map((line) => line.map((field, column) => cellOf(field, behind.columns[column]?.type ?? 'text'))),
          ).toEqual(
            behind.rows.map((cells) =>
              cells.map((cell, column) => asRead(cell, behind.columns[column]?.type ?? 'text')),
            ),
          )
          expect(String(lines.length)).toBe(String(exported[index]?.[place('x.rows')] ?? 0))
        }
        const whole = sent(
          await engine.run(
            metricQuerySchema.parse({ ...query, dimensions: [], top: undefined, time: { range: query.time?.range } }),
            context,
          ),
        )
        const counted = exported.reduce((total, cells) => total + Number(cells[place('x.rows')] ?? 0), 0)
        expect(counted).toBe(Number(whole.rows[0]?.[0] ?? 0))
      },
    )
    await fc.assert(property, { numRuns: 30 })
  }, 240_000)
})
