import { describeOneDatabase, openTestHost, testTenants, type TestHost } from '@tessera/test-kit'
import type { inferRouterOutputs } from '@trpc/server'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { plugin } from '../src/plugin.ts'
import server from '../src/server/index.ts'
import type { routes } from '../src/server/routes.ts'
import { reckonClosed, reckonPipeline, reckonQuota, reckonWinRate, type Deal, type Quota } from './reckon.ts'

const [, other] = testTenants
const timeZone = 'America/New_York'
/** Days around the night of 1 November, whose clock goes back, which also begins a month. */
const days = ['10-29', '10-30', '10-31', '11-01', '11-02', '11-03'].map((name) =>
  Temporal.PlainDate.from(`2026-${name}`),
)
const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).epochMilliseconds
const starts = days.map(startOf)
const [first = 0, last = 0] = [starts[0], starts.at(-1)]
const tenant = { ...testTenants[0], timeZone, asOf: new Date(last) }
const month = { range: { from: '2026-10-29', to: '2026-11-03' } }
const firstDay = Temporal.PlainDate.from('2026-10-29')

const half = 1_800_000
// why: every half hour, so that moments are equal, and fall on midnight
const moment = fc.integer({ min: -150, max: 239 }).map((nth) => first + nth * half)
const step = fc.record({
  at: moment,
  stage: fc.constantFrom('discovery', 'proposal', 'legal'),
  amount: fc.option(fc.integer({ min: 0, max: 50 })),
})
const deal = fc
  .record({
    rep: fc.constantFrom('ada' as const, 'bob' as const),
    created: moment,
    took: fc.option(fc.integer({ min: 0, max: 200 })),
    won: fc.boolean(),
    renewal: fc.boolean(),
    stage: fc.constantFrom('discovery', 'proposal', 'legal'),
    amount: fc.integer({ min: 0, max: 50 }),
    rate: fc.constantFrom(1, 1, 2, null),
    dueIn: fc.option(fc.integer({ min: 0, max: 5 })),
    steps: fc.uniqueArray(step, { maxLength: 4, selector: ({ at }) => at }),
  })
  .map(({ took, dueIn, ...rest }): Deal & { readonly dueOn: string | null } => {
    const end = took === null ? null : rest.created + took * half
    const on = dueIn === null ? null : firstDay.add({ days: dueIn })
    return {
      ...rest,
      closed: end !== null && end < last ? end : null,
      due: on && [startOf(on), startOf(on.add({ days: 1 }))],
      dueOn: on && on.toString(),
    }
  })
const quota = fc
  .record({
    rep: fc.constantFrom('ada' as const, 'bob' as const),
    from: fc.integer({ min: -3, max: 4 }),
    length: fc.integer({ min: 0, max: 9 }),
    set: fc.integer({ min: -20, max: 0 }),
    amount: fc.integer({ min: 0, max: 90 }),
  })
  .map(({ length, ...rest }): Quota => ({ ...rest, to: rest.from + length }))
const worlds = fc.record({
  deals: fc.array(deal, { maxLength: 10 }),
  quotas: fc.uniqueArray(quota, { maxLength: 6, selector: ({ rep, from, set }) => `${rep} ${from} ${set}` }),
})

const iso = (ms: number) => new Date(ms).toISOString()
const date = (nth: number) => firstDay.add({ days: nth }).toString()

describeOneDatabase('sales beside figures reckoned deal by deal', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server], { tenants: [tenant, other] })
    await host.setSettings(tenant, 'sales', {
      stageProbabilities: 'discovery 20%, proposal 50%',
      rotDays: 'discovery 1, proposal 2, legal 999',
      quotaPeriod: 'month',
    })
  })

  async function fill(deals: readonly (Deal & { readonly dueOn: string | null })[], quotas: readonly Quota[]) {
    for (const table of ['opportunities', 'opportunity_stage_history', 'quotas']) {
      await sql`delete from ${sql.table(`sales.${table}`)}`.execute(host.database.owner)
    }
    const rows = deals.map((one, nth) => ({
      opportunity_id: `D-${nth}`,
      name: 'Same name',
      rep_id: one.rep,
      deal_type: one.renewal ? ('renewal' as const) : ('new_business' as const),
      status: one.closed === null ? ('open' as const) : one.won ? ('won' as const) : ('lost' as const),
      stage: one.stage,
      amount: one.amount,
      currency: one.rate === 1 ? null : 'CHF',
      exchange_rate: one.rate === 1 ? null : one.rate,
      created_at: iso(one.created),
      expected_close_date: one.dueOn,
      closed_at: one.closed === null ? null : iso(one.closed),
    }))
    const steps = deals.flatMap((one, nth) =>
      one.steps.map(({ at, ...rest }) => ({ opportunity_id: `D-${nth}`, entered_at: iso(at), ...rest })),
    )
    const set = quotas.map(({ rep, from, to, set: on, amount }) => ({
      rep_id: rep,
      period_start: date(from),
      period_end: date(to),
      set_on: date(on),
      amount,
    }))
    for (const each of [tenant, other]) {
      const records = await host.records(each, plugin)
      await records.upsert('opportunity_stage_history', steps)
      await records.upsert('opportunities', rows)
      await records.upsert('quotas', set)
    }
  }

  async function ask(names: readonly string[], grain?: 'day', dimensions: readonly string[] = []) {
    const { rows } = await host.query(tenant, {
      metrics: names.map((name) => ({ id: `sales.${name}` })),
      dimensions: [...dimensions],
      time: { ...month, ...(grain ? { grain } : {}) },
    })
    const keys = (grain ? 1 : 0) + dimensions.length
    // why: before the first row and after the last nothing is known of an amount, which is no other amount than 0
    const plain = (cell: unknown) => Math.round(Number(cell ?? 0) * 1e4) / 1e4
    return rows.map((row) => [
      ...row.slice(0, keys),
      Object.fromEntries(names.map((name, at) => [name, plain(row[keys + at])])),
    ])
  }
  const rounded = (figures: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 1e4) / 1e4]))
  const dayOf = (nth: number) => days[nth]?.toString()

  test('agrees on pipeline, wins and quotas: in total, by day, by seller, over a day of 25 hours', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ deals, quotas }) => {
        await fill(deals, quotas)
        const pipeline = Object.keys(reckonPipeline([], 0))
        const closed = Object.keys(reckonClosed([], 0, 1))
        expect(await ask(pipeline, 'day')).toEqual(
          starts.slice(1).map((end, nth) => [dayOf(nth), rounded(reckonPipeline(deals, end))]),
        )
        expect(await ask(closed, 'day')).toEqual(
          starts.slice(1).map((end, nth) => [dayOf(nth), rounded(reckonClosed(deals, starts[nth] ?? 0, end))]),
        )
        expect(await ask(['win_rate', 'deals_won_90d'])).toEqual([
          [
            rounded({
              win_rate: reckonWinRate(deals, 0, last) ?? 0,
              deals_won_90d: reckonClosed(deals, 0, last).deals_won,
            }),
          ],
        ])
        const ada = deals.filter(({ rep }) => rep === 'ada')
        const byRep = await ask(pipeline, undefined, ['sales.rep'])
        expect(byRep.find(([rep]) => rep === 'ada')?.[1] ?? rounded(reckonPipeline([], 0))).toEqual(
          rounded(reckonPipeline(ada, last)),
        )

        // from 29 October on the days count 0, 1, 2 and then those of November
        const monthOf = (nth: number) => (nth < 3 ? ([-28, 3] as const) : ([3, 33] as const))
        const expected = starts.slice(1).map((end, nth) => {
          const [from, to] = monthOf(nth)
          const begin = startOf(firstDay.add({ days: from }))
          const booked = deals.filter(
            ({ won, renewal, closed: at }) => won && !renewal && at !== null && at >= begin && at < end,
          )
          return [
            dayOf(nth),
            rounded({
              quota: reckonQuota(quotas, nth, nth + 1),
              quota_of_period: reckonQuota(quotas, from, to),
              quota_to_date: reckonQuota(quotas, from, nth + 1),
              bookings_to_date: booked.reduce((all, { amount, rate }) => all + (rate === null ? 0 : amount * rate), 0),
            }),
          ]
        })
        const found = await ask(['quota', 'quota_of_period', 'quota_to_date', 'bookings_to_date'], 'day')
        expect(found.map((row) => near(row))).toEqual(expected.map((row) => near(row)))
      }),
      { numRuns: 12, seed: 5, endOnFailure: true },
    )
  })

  test('pages tell of a deal its stages, of the pipeline what to look at, of a sales person every quota', async () => {
    const at = first
    const base = { rep: 'ada', won: false, renewal: false, rate: 1, due: null, dueOn: null } as const
    const steps = [
      { at, stage: 'discovery', amount: 20 },
      { at: at + 86_400_000, stage: 'proposal', amount: 40 },
    ]
    await fill(
      [
        { ...base, created: at, closed: null, stage: 'proposal', amount: 40, steps },
        { ...base, created: at, closed: at + half, stage: 'proposal', amount: 10, steps: [] },
      ],
      [
        { rep: 'ada', from: 0, to: 9, set: -9, amount: 50 },
        { rep: 'ada', from: 0, to: 9, set: -2, amount: 60 },
      ],
    )
    await sql`
      insert into sales.activities (tenant_id, activity_id, rep_id, opportunity_id, type, subject, occurred_at)
      values (${tenant.id}, 'A-1', 'ada', 'D-0', 'call', 'Budget', ${new Date(at)})`.execute(host.database.owner)
    type Answers = inferRouterOutputs<typeof routes>
    const call = async <Name extends keyof Answers>(name: Name, input?: unknown) =>
      (await host.call({ tenant }, { plugin: 'sales', name, input })) as Answers[Name]

    const { deals } = await call('pipeline')
    expect(deals).toMatchObject([{ id: 'D-0', stage: 'proposal', amount: 40, isStalled: true, isOverdue: false }])
    expect(deals[0]?.reasons).toEqual(['4 days in its stage', 'nobody says when it is to close'])
    const shown = await call('deal', { dealId: 'D-0' })
    expect(shown.stages.map(({ stage, days: spent, amount }) => [stage, Math.round(spent), amount])).toEqual([
      ['discovery', 1, 20],
      ['proposal', 4, 40],
    ])
    expect(shown.activities).toMatchObject([{ type: 'call', subject: 'Budget', rep: 'ada', tookPlace: true }])
    await expect(call('deal', { dealId: 'D-9' })).rejects.toThrow(/there is no deal 'D-9'/)
    expect((await call('rep', { repId: 'ada' })).quotas.map(({ amount, isLast }) => [amount, isLast])).toEqual([
      [60, true],
      [50, false],
    ])
    await expect(call('rep', { repId: 'eve' })).rejects.toThrow(/nobody with the id 'eve' sells/)
    expect((await call('scorecards')).reps).toMatchObject([{ repId: 'ada', booked: null, pipeline: 40, calls: 1 }])
  })
})

/** Without the last parts of a cent, which each day of a quota may be off by. */
function near([time, figures]: readonly unknown[]): readonly unknown[] {
  const values = Object.entries(figures as Readonly<Record<string, number>>)
  return [time, Object.fromEntries(values.map(([name, value]) => [name, Math.round(value * 100) / 100]))]
}
