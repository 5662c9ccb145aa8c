import { describeOneDatabase, openTestHost, testTenants, type TestHost } from '@tessera/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { plugin } from '../src/plugin.ts'
import server from '../src/server/index.ts'
import { reckonNps, reckonRate, reckonTickets, type Answer, type Ticket } from './reckon.ts'

const [, other] = testTenants
const timeZone = 'America/New_York'
/** Days around the night of 1 November, whose clock goes back. */
const days = ['10-30', '10-31', '11-01', '11-02', '11-03', '11-04'].map((day) => Temporal.PlainDate.from(`2026-${day}`))
const starts = days.map((day) => day.toZonedDateTime(timeZone).epochMilliseconds)
const spans = starts.slice(0, -1).map((from, at) => ({ from, to: starts[at + 1] ?? from }))
const whole = { from: starts[0] ?? 0, to: starts.at(-1) ?? 0 }
const tenant = { ...testTenants[0], timeZone, asOf: new Date(whole.to) }
const npsDays = 2

const halfHour = 1_800_000
// why: every half hour, so that moments are equal, and fall on midnight
const moment = fc.integer({ min: -100, max: 239 }).map((nth) => whole.from + nth * halfHour)
const ticket = fc
  .record({
    priority: fc.constantFrom('urgent' as const, 'low' as const),
    created: moment,
    took: fc.option(fc.integer({ min: 0, max: 200 })),
    reopened: fc.boolean(),
  })
  .map(({ took, reopened, ...rest }): Ticket => {
    const end = took === null ? null : rest.created + took * halfHour
    return { ...rest, resolved: end !== null && end < whole.to ? end : null, reopened }
  })
const answer = fc.record({
  by: fc.option(fc.constantFrom('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002')),
  score: fc.integer({ min: 0, max: 10 }),
  at: moment,
})
const worlds = fc.record({
  tickets: fc.array(ticket, { maxLength: 12 }),
  answers: fc.array(answer, { maxLength: 10 }),
})

const iso = (ms: number) => new Date(ms).toISOString()

describeOneDatabase('support beside figures reckoned row by row', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server], { tenants: [tenant, other] })
    await host.setSettings(tenant, 'support', { npsWindowDays: npsDays, agedAfterDays: 2 })
  })

  async function fill(tickets: readonly Ticket[], answers: readonly Answer[]) {
    for (const table of ['tickets', 'nps_surveys']) {
      await sql`delete from ${sql.table(`support.${table}`)}`.execute(host.database.owner)
    }
    const rows = tickets.map(({ priority, created, resolved, reopened }, nth) => ({
      ticket_id: `T-${nth}`,
      status: resolved === null ? ('open' as const) : ('resolved' as const),
      priority,
      created_at: iso(created),
      resolved_at: resolved === null ? null : iso(resolved),
      reopened_count: reopened ? 1 : 0,
    }))
    const given = answers.map(({ id, by, score, at }) => ({ survey_id: id, user_id: by, score, created_at: iso(at) }))
    for (const each of [tenant, other]) {
      const records = await host.records(each, plugin)
      await records.upsert('tickets', rows)
      await records.upsert('nps_surveys', given)
    }
  }
  const range = { from: '2026-10-30', to: '2026-11-04' }

  async function ask(names: readonly string[], grain?: 'day', dimensions: readonly string[] = []) {
    const { rows } = await host.query(tenant, {
      metrics: names.map((name) => ({ id: `support.${name}` })),
      dimensions: [...dimensions],
      time: { range, ...(grain ? { grain } : {}) },
    })
    const keys = (grain ? 1 : 0) + dimensions.length
    // why: before the first row and after the last nothing is known of a number, which is no other number than 0
    const plain = (cell: unknown, name = '') =>
      cell === null ? (/tickets|responses/.test(name) ? 0 : null) : Math.round(Number(cell) * 1e6) / 1e6
    return rows.map((row) => [
      ...row.slice(0, keys),
      Object.fromEntries(names.map((name, at) => [name, plain(row[keys + at], name)])),
    ])
  }
  const rounded = (figures: Readonly<Record<string, number | null>>) =>
    Object.fromEntries(
      Object.entries(figures).map(([name, value]) => [name, value === null ? null : Math.round(value * 1e6) / 1e6]),
    )

  test('agrees on tickets and NPS: in total, by day, by priority, over a day of 25 hours', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ tickets, answers: told }) => {
        const answers = told.map((each, nth) => ({ ...each, id: `N-${String(nth).padStart(2, '0')}` }))
        await fill(tickets, answers)
        const [name, nps] = [Object.keys(reckonTickets([], whole)), Object.keys(reckonNps([], 0, 1))]

        expect(await ask([...name, 'ticket_resolution_rate'])).toEqual([
          [rounded({ ...reckonTickets(tickets, whole), ticket_resolution_rate: reckonRate(tickets, whole) })],
        ])
        expect(await ask(name, 'day')).toEqual(
          spans.map((span, at) => [days[at]?.toString(), rounded(reckonTickets(tickets, span))]),
        )
        expect(await ask(nps, 'day')).toEqual(
          spans.map(({ to }, at) => [days[at]?.toString(), rounded(reckonNps(answers, to, npsDays))]),
        )
        const urgent = tickets.filter(({ priority }) => priority === 'urgent')
        const found = (await ask(name, undefined, ['support.priority'])).find(([priority]) => priority === 'urgent')
        expect(found?.[1] ?? rounded(reckonTickets([], whole))).toEqual(rounded(reckonTickets(urgent, whole)))
      }),
      { numRuns: 25, seed: 7, endOnFailure: true },
    )
  })
})
