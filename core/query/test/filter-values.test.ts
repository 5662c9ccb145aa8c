import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import { metricQuerySchema, type Cell } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { compareDecimals, compareValues, holds } from './compare-typed.ts'
import { columns, fillTyped, isNumeric, typedModel, type Reading, type TypedColumn } from './typed-world.ts'
import { tenants } from './world.ts'

const values: Readonly<Record<TypedColumn, readonly (string | boolean | null)[]>> = {
  small: ['-32768', '-1', '0', '1', '9', '10', '32767', null],
  whole: ['-2147483648', '-10', '-9', '0', '9', '10', '2147483647', null],
  big: [
    '-9223372036854775808',
    '9',
    '10',
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '3000000000',
    null,
  ],
  exact: [
    '0.1',
    '0.10',
    '9.5',
    '9007199254740993',
    '9007199254740992.5',
    '123456789012345678901234567890.123',
    `1${'0'.repeat(400)}`,
    null,
  ],
  double: [
    '0.1',
    '0.30000000000000004',
    '9.5',
    '9007199254740992',
    '9007199254740994',
    '1e300',
    '123456789012345680000',
    null,
  ],
  single: ['0.1', '9.5', '-0.25', '16777216', '3.4e38', '9', '10', null],
  flag: [true, false, null, true, false, true, null, false],
  word: ['a', 'B', 'ä', '', ' a', '10', '9', null],
  day: ['2026-01-31', '0001-01-01', '9999-12-31', '2026-10-01', '1999-12-31', '2024-02-29', '2026-11-01', null],
}

const names = Object.keys(columns) as TypedColumn[]
const readings: readonly Reading[] = Array.from({ length: 24 }, (_, n) => {
  const row = names.map((name, index) => [
    name,
    values[name][(n * (index % 3 === 0 ? 1 : index % 3 === 1 ? 3 : 5)) % 8],
  ])
  return Object.fromEntries(row) as Reading
})
/** Nobody else's rows count. */
const elsewhere: readonly Reading[] = [{ ...(readings[0] as Reading), big: '9007199254740993', word: 'theirs' }]

describeServers('values of filters', (open) => {
  let database: Database
  let engine: QueryEngine
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const time = { range: { from: '2026-10-02', to: '2026-10-03' } }
  const context = { tenant, plugins: new Set(['x']) }
  const ask = async (query: object) => {
    const asked = metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], time, ...query })
    return (await engine.run(asked, context)).rows
  }
  const counted = async (column: TypedColumn, operator: string, ...given: readonly unknown[]) =>
    (await ask({ filters: { member: `x.${column}`, operator, values: given } }))[0]?.[0]
  const expected = (column: TypedColumn, operator: string, given: string | boolean) =>
    readings.filter((row) => {
      const own = row[column]
      return own !== null && holds[operator]?.(compareValues(column, own, given))
    }).length

  beforeAll(async () => {
    database = await open()
    await fillTyped(database, [readings, elsewhere])
    engine = createQueryEngine({ model: typedModel, database, now: () => new Date('2026-10-03T12:00:00Z') })
  })

  const bounds = [
    '9.5',
    '-9.5',
    '3000000000',
    '-3000000000',
    '9007199254740993',
    '-9223372036854775809',
    '0.1',
    '0.10000000000000001',
    '1e300',
    '1e-300',
    '123456789012345678901234567890.1230',
    `2${'0'.repeat(400)}`,
    '.5',
    '10.',
    '+10',
    '-0',
    '1E1',
  ]
  /** Counts for many conditions on a column, twenty to a question, as filters of single metrics. */
  async function countedEach(column: TypedColumn, conditions: readonly (readonly [operator: string, value: string])[]) {
    const found: Cell[] = []
    for (let at = 0; at < conditions.length; at += 20) {
      const metrics = conditions.slice(at, at + 20).map(([operator, value], index) => {
        return { id: 'x.rows', as: `n${index}`, filters: { member: `x.${column}`, operator, values: [value] } }
      })
      found.push(...((await ask({ metrics }))[0] ?? []))
    }
    return conditions.map((condition, index) => [column, ...condition, found[index]])
  }
  const expectedEach = (column: TypedColumn, conditions: readonly (readonly [string, string])[]) =>
    conditions.map(([operator, value]) => [column, operator, value, expected(column, operator, value)])
  const conditionsOn = (given: readonly string[]) =>
    given.flatMap((value) => Object.keys(holds).map((operator) => [operator, value] as const))

  test('numbers are compared as they are written, whatever type a column has', async () => {
    for (const column of names.filter(isNumeric)) {
      const own = values[column].filter((value) => value !== null).map(String)
      const conditions = conditionsOn([...bounds, ...own])
      expect(await countedEach(column, conditions)).toEqual(expectedEach(column, conditions))
    }
  })

  test('truths and text are compared as such, text by its characters', async () => {
    for (const column of names.filter((name) => !isNumeric(name))) {
      const given = column === 'flag' ? ['true', 'false'] : ['a', 'Z', 'z', 'ä', '', '10', '2026-10-01', ' a']
      const conditions = conditionsOn(given)
      expect(await countedEach(column, conditions)).toEqual(expectedEach(column, conditions))
    }
  })

  test('lists mix numbers of every size', async () => {
    const list = fc.uniqueArray(fc.constantFrom(...names.flatMap((name) => (isNumeric(name) ? values[name] : []))), {
      minLength: 1,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names.filter(isNumeric)), list, async (column, given) => {
        const own = (row: Reading) => row[column]
        const meant = (row: Reading) =>
          given.some((value) =>
            value === null || own(row) === null
              ? value === own(row)
              : compareDecimals(String(value), String(own(row))) === 0,
          )
        const found = readings.filter(meant).length
        expect(await counted(column, 'equals', ...given)).toBe(found)
        expect(await counted(column, 'notEquals', ...given)).toBe(readings.length - found)
      }),
      { numRuns: 40, seed: 11 },
    )
  })

  test('what an answer says of a row finds it again: as it stands, as text, and as a place', async () => {
    for (const column of names) {
      const id = `x.${column}`
      const rows = await ask({ dimensions: [id] })
      expect(rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(readings.length)
      for (const [value, rowsOf] of rows) {
        const given = [value, ...(value === null ? [] : [String(value)])] as Cell[]
        for (const one of given)
          expect([column, one, await counted(column, 'equals', one)]).toEqual([column, one, rowsOf])
        for (const one of given.slice(-1)) {
          const request = {
            query: metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], time, dimensions: [id] }),
            at: { metric: 'x.rows', dimensions: { [id]: one } },
          }
          const behind = await engine.rows(request, context)
          expect([column, one, behind.total]).toEqual([column, one, rowsOf])
          const place = behind.columns.findIndex(({ name, role }) => name === id && role === 'dimension')
          expect(new Set(behind.rows.map((row) => row[place]))).toEqual(new Set([value]))
        }
      }
    }
  })

  test('conditions on metrics are exact too', async () => {
    const metrics = ['x.highest_big', 'x.total_exact', 'x.highest_double'].map((id) => ({ id }))
    const dimensions = ['x.whole']
    const all = await ask({ metrics, dimensions })
    for (const [place, { id }] of metrics.entries()) {
      for (const value of [
        '9007199254740993',
        '9.5',
        ...all.map((row) => row[place + 1]).filter((cell) => cell !== null),
      ]) {
        for (const operator of ['equals', 'gt', 'lte']) {
          const rows = await ask({ metrics, dimensions, filters: { member: id, operator, values: [String(value)] } })
          const meant = all.filter((row) => {
            const own = row[place + 1] ?? null
            return own !== null && holds[operator]?.(compareDecimals(String(own), String(value)))
          })
          expect([id, operator, value, rows]).toEqual([id, operator, value, meant])
        }
      }
    }
  })

  test('pages that begin after a number begin after exactly that', async () => {
    for (const column of ['big', 'exact', 'double', 'single'] as const) {
      const asked = { dimensions: [`x.${column}`], order: [{ key: `x.${column}`, dir: 'asc' }] }
      const all = await ask(asked)
      const pages: (readonly Cell[])[] = []
      for (let cursor: string | null | undefined; cursor !== null;) {
        const query = metricQuerySchema.parse({
          metrics: [{ id: 'x.rows' }],
          time,
          ...asked,
          limit: 1,
          ...(cursor ? { cursor } : {}),
        })
        const page = await engine.run(query, context)
        pages.push(...page.rows)
        cursor = page.meta.nextCursor ?? null
      }
      expect(pages).toEqual(all)
    }
  })

  test('the largest of a bigint are kept apart to the last digit', async () => {
    const top = { dimension: 'x.big', by: 'x.highest_big', n: 2 }
    const rows = await ask({ metrics: [{ id: 'x.highest_big' }], dimensions: ['x.big'], top })
    expect(rows.map(([value]) => String(value))).toEqual(['9007199254740993', '9007199254740992'])
  })

  const refusal = (query: object): Promise<string> =>
    engine.run({ metrics: [{ id: 'x.rows' }], time, ...query } as never, context).then(
      () => 'answered',
      (error: { code: string; status: number; message: string }) => `${error.status} ${error.code}: ${error.message}`,
    )

  test.each([
    '',
    ' ',
    ' 5 ',
    '0x10',
    '0b1',
    '1_000',
    '1e999',
    '1e-999',
    'NaN',
    'Infinity',
    '-inf',
    '１',
    '1,5',
    '--1',
    '1e',
    true,
    false,
  ])('%j is no number', async (value) => {
    for (const operator of ['equals', 'notEquals', 'gt', 'lte', 'contains']) {
      const told = `422 invalid_query: the query cannot be read: 'x.whole' is of type number, and '${value}' is no number`
      expect(await refusal({ filters: { member: 'x.whole', operator, values: [value] } })).toContain(told)
      const of = { id: 'x.rows', filters: { member: 'x.double', operator, values: [value] } }
      expect(await refusal({ metrics: [of] })).toContain(`'x.double' is of type number`)
      expect(await refusal({ filters: { member: 'x.rows', operator, values: [value] } })).toContain(
        `'x.rows' is of type number`,
      )
    }
    const query = metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], time, dimensions: ['x.whole'] })
    const at = { metric: 'x.rows', dimensions: { 'x.whole': value } }
    await expect(engine.rows({ query, at }, context)).rejects.toMatchObject({ code: 'cell_unknown' })
  })

  test.each(['', 'yes', 't', 'TRUE', 1, 0])('%j is neither true nor false', async (value) => {
    const told = `'x.flag' is of type boolean, and '${value}' is no boolean; send true or false`
    expect(await refusal({ filters: { member: 'x.flag', operator: 'equals', values: [value] } })).toContain(told)
  })

  test('a JSON number that may have lost digits is refused, and says how to send it', async () => {
    for (const column of ['big', 'exact', 'double', 'word']) {
      const given = JSON.parse('[9007199254740993]') as number[]
      const told = await refusal({ filters: { member: `x.${column}`, operator: 'equals', values: given } })
      expect(told).toContain(
        `'x.${column}' is compared with 9007199254740992, whose digits a JSON number does not hold; send it as text`,
      )
    }
    expect(await counted('double', 'equals', 1e300)).toBe(expected('double', 'equals', '1e300'))
    expect(await counted('big', 'gt', -(2 ** 53) + 1)).toBe(expected('big', 'gt', '-9007199254740991'))
  })

  test('an operator there is not is refused with those there are', async () => {
    const told = await refusal({
      filters: { or: [{ not: { member: 'x.whole', operator: 'between', values: [1, 2] } }] },
    })
    expect(told).toContain(`'between' on 'x.whole' is no operator; there are equals, notEquals, contains`)
  })
})
