import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import { metricQuerySchema, type Cell, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { worldFrom } from './arbitrary.ts'
import { byGroup, clocks, places, valuesOf, withClock, type Clock } from './clock-world.ts'
import { keysBehind } from './oracle-rows.ts'
import { valueOf, type Question } from './oracle.ts'
import { createWorld, fillWorld, model, sources, tenants, type World } from './world.ts'
import { runsOn } from './runs-on.ts'

const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
const context = { tenant, plugins: new Set(['x']), personal: true }
const [weekday] = clocks
const all = Object.keys(sources)
/** Metrics that rest on a fact dated by day, which has no hour. */
const dated = all.filter((name) => /spen[dt]|cost/.test(name))
/** Metrics of facts whose rows say in `provider`, not in `kind`, what the clock says. */
const lasting = all.filter((name) => /^(open|gone|loss|survived|connected)/.test(name) || dated.includes(name))
const known = [
  'rows',
  'users',
  'total',
  'mean',
  'median',
  'ever',
  'spend',
  'open',
  'gone',
  'led_last',
  'step1',
  'step3',
]
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
const isSame = (a: Cell | undefined, b: Cell | undefined) => close(Number(a ?? 0), Number(b ?? 0))
/** As many metrics as one question may ask for. */
const inPieces = (names: readonly string[]) =>
  Array.from({ length: Math.ceil(names.length / 15) }, (_, n) => names.slice(n * 15, n * 15 + 15))
const twinOf = (name: string) => (lasting.includes(name) ? 'x.provider' : 'x.kind')

interface Made {
  readonly place: (typeof places)[number]
  readonly clock: Clock
  readonly days: number
  readonly daily: boolean
  readonly world: World
}

const made: fc.Arbitrary<Made> = fc
  .record({
    place: fc.constantFrom(...places),
    clock: fc.constantFrom(...clocks),
    days: fc.integer({ min: 1, max: 8 }),
    daily: fc.boolean(),
  })
  .chain((asked) =>
    worldFrom(asked.place.start).map((world) => ({ ...asked, world: withClock(world, asked.clock, asked.place.zone) })),
  )

function timeOf({ place, days, daily }: Made) {
  const to = Temporal.PlainDate.from(place.start).add({ days }).toString()
  return { range: { from: place.start, to }, timeZone: place.zone, ...(daily ? { grain: 'day' as const } : {}) }
}

/** One number as the oracle is asked for it: the rows themselves say what the clock says at them. */
function questionOf({ place, days }: Made, now: number, group: Question['group'], bucket?: Cell): Question {
  const from = Temporal.PlainDate.from(bucket === undefined ? place.start : String(bucket))
  const to = from.add({ days: bucket === undefined ? days : 1 })
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: place.zone }).epochMilliseconds
  const dates = { fromDate: from.toString(), toDate: to.toString() }
  const span = { from: midnight(from), to: midnight(to), ...dates }
  return { tenant: 0, ...span, now, timeZone: place.zone, weekStart: 1, group, keeps: () => true }
}

describeServers('numbers by what the clock says', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = 0
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model, database, now: () => new Date(now) })
  })
  const ask = (query: object): Promise<Frame> => engine.run(metricQuerySchema.parse(query), context)
  async function each(numRuns: number, check: (one: Made) => Promise<void>): Promise<void> {
    const property = fc.asyncProperty(made, async (one) => {
      now = Date.parse(`${one.place.start}T00:00:00Z`) + 5.5 * 86_400_000
      await fillWorld(database, one.world)
      await check(one)
    })
    await fc.assert(property, { numRuns: runsOn(database, numRuns) })
  }

  test('breaks a number down as an oracle does row by row, and the rows behind each part are those it finds', async () => {
    await each(15, async (one) => {
      const { clock, world } = one
      const time = timeOf(one)
      for (const name of known.filter((id) => clock === weekday || !dated.includes(id))) {
        const query = { metrics: [{ id: `x.${name}` }], dimensions: [clock], time }
        const { rows } = await ask(query)
        const buckets = one.daily ? [...new Set(rows.map(([label]) => label))] : [undefined]
        for (const bucket of buckets) {
          for (const value of valuesOf(clock)) {
            const row = rows.find((cells) => cells.at(-2) === value && (!one.daily || cells[0] === bucket))
            const question = questionOf(one, now, { [twinOf(name)]: String(value) }, bucket)
            const expected = valueOf(world, name, question)
            const what = JSON.stringify({ name, bucket, value, got: row?.at(-1), expected })
            expect(isSame(row?.at(-1), expected), what).toBe(true)
          }
        }
        const last = rows.at(-1)
        if (!last) continue
        const at = { metric: `x.${name}`, dimensions: { [clock]: last.at(-2) ?? null } }
        const cell = { ...at, ...(one.daily ? { bucket: String(last[0]) } : {}) }
        const behind = await engine.rows({ query: metricQuerySchema.parse(query), at: cell, limit: 200 }, context)
        const fields = behind.columns.flatMap(({ role }, index) => (role === 'key' ? [index] : []))
        const keys = behind.rows.map((cells) => fields.map((field) => cells[field]).join(' '))
        const bucket = one.daily ? String(last[0]) : undefined
        const question = questionOf(one, now, { [twinOf(name)]: String(last.at(-2)) }, bucket)
        expect(keys.toSorted(), JSON.stringify(cell)).toEqual(keysBehind(world, name, question).toSorted())
      }
    })
  }, 240_000)

  test('is for metrics of every kind what a column with the same values is', async () => {
    await each(8, async (one) => {
      const { clock } = one
      const asked = all.filter((id) => clock === weekday || !dated.includes(id))
      // why: facts whose rows say it in different columns cannot be asked by one of them
      const apart = [asked.filter((id) => !lasting.includes(id)), asked.filter((id) => lasting.includes(id))]
      for (const names of apart.flatMap(inPieces)) {
        const twin = twinOf(names[0] ?? '')
        const value = valuesOf(clock)[clock === weekday ? 4 : 1] ?? 0
        const more = {
          metrics: names.map((id) => ({ id: `x.${id}` })),
          time: timeOf(one),
          compare: [{ kind: 'previous_period' }],
        }
        const by = (id: string) => ({ ...more, dimensions: [id], totals: 'grand' })
        const where = (id: string, is: Cell) => ({ ...more, filters: { member: id, operator: 'equals', values: [is] } })
        for (const [a, b] of [
          [by(clock), by(twin)],
          [where(clock, value), where(twin, String(value))],
        ] as const) {
          const [own, other] = [await ask(a), await ask(b)]
          const [mine, theirs] = [byGroup(own), byGroup(other)]
          expect([...mine.keys()].toSorted()).toEqual([...theirs.keys()].toSorted())
          for (const [group, cells] of mine) {
            for (const [index, cell] of cells.entries()) {
              const same = isSame(cell, theirs.get(group)?.[index])
              expect(same, `${group} ${own.columns.at(index - cells.length)?.name} ${cell}`).toBe(true)
            }
          }
          const total = ({ totals = [] }: Frame) => totals[0]?.rows[0]?.map((cell) => Number(cell ?? 0).toPrecision(9))
          expect(total(own)).toEqual(total(other))
        }
      }
    })
  }, 240_000)
})
