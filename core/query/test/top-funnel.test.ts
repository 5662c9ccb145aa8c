import { beforeAll, expect, test } from 'vitest'
import { describeDatabases } from '@tessera/test-kit'
import { funnel, type MetricSource } from '@tessera/plugin-api/server'
import { metricQuerySchema, type Cell } from '@tessera/plugin-api/wire'
import { createQueryEngine, type MetricModel, type QueryEngine } from '../src/index.ts'
import { events, isEvent } from './world-facts.ts'
import { createWorld, fillWorld, model, rowId, tenants, userId, type Happening } from './world.ts'

const later = funnel({
  fact: events,
  actor: 'user_id',
  window: { days: 2 },
  steps: ['a', 'b'].map((event) => ({ title: event, where: isEvent(event) })),
  breakdown: { step: 2 },
})
const funnels: Readonly<Record<string, MetricSource>> = { 'x.begun': later.step(1), 'x.done': later.step(2) }
const funnelModel: MetricModel = {
  ...model,
  metric: (id) => {
    const [source, like] = [funnels[id], model.metric('x.rows')]
    return source && like ? { ...like, info: { ...like.info, id, title: id }, source } : model.metric(id)
  },
}

const start = Date.parse('2026-10-01T08:00:00Z')
const hour = 3_600_000
/** Provider of each user's second step; none at all for `no`, a second step too late for `late`. */
const plans: readonly (string | null)[] = [
  'google',
  'google',
  'google',
  'meta',
  'meta',
  '__other__',
  '__other__',
  'slack',
  null,
  null,
  'no',
  'no',
  'no',
  'no',
  'late',
  'late',
]
const happenings = [0, 1].flatMap((tenant) =>
  plans.flatMap((plan, n): Happening[] => {
    const base = { tenant: tenant as 0 | 1, user: userId(n), account: null, kind: null, amount: n % 2 }
    const id = (part: number) => rowId(tenant * 1_000 + n * 10 + part)
    const first = { ...base, id: id(1), at: start + n * hour, event: 'a', provider: 'start' }
    // the other tenant has one user of each plan only
    if (tenant === 1 && plans.indexOf(plan) !== n) return []
    if (plan === 'no') return [first]
    const wait = plan === 'late' ? 72 : 2
    return [first, { ...base, id: id(2), at: first.at + wait * hour, event: 'b', provider: plan }]
  }),
)
const reached = (plan: string | null) => plan !== 'no' && plan !== 'late'

describeDatabases('a funnel broken down by a later step', (open) => {
  let engine: QueryEngine
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const time = { range: { from: '2026-10-01', to: '2026-10-03' } }
  const context = { tenant, plugins: new Set(['x']) }
  const metrics = [{ id: 'x.begun' }, { id: 'x.done' }]

  beforeAll(async () => {
    const database = await open()
    await createWorld(database)
    await fillWorld(database, { happenings, lastings: [], spendings: [] })
    engine = createQueryEngine({ model: funnelModel, database, now: () => new Date('2026-10-20T00:00:00Z') })
  })

  const groups = [...Map.groupBy(plans, (plan) => (reached(plan) ? plan : null))].map(([provider, own]) => {
    return { provider, begun: own.length, done: own.filter(reached).length }
  })

  test.each([
    ['x.begun', 'desc', [null, 'google']],
    ['x.begun', 'asc', ['slack', '__other__']],
    ['x.done', 'desc', ['google', '__other__']],
    ['x.done', 'asc', ['slack', '__other__']],
  ] as const)('keeps all its actors where the rest is counted together: by %s, %s', async (by, dir, kept) => {
    for (const grain of [undefined, 'day' as const]) {
      const query = metricQuerySchema.parse({
        metrics,
        dimensions: ['x.provider'],
        time: grain ? { ...time, grain } : time,
        top: { dimension: 'x.provider', by, n: 2, dir, other: true },
      })
      const { rows, columns } = await engine.run(query, context)
      const place = (name: string) => columns.findIndex((column) => column.name === name)
      const sums = new Map<string, readonly number[]>()
      for (const row of rows) {
        const key = JSON.stringify([row[place('x.provider')] ?? null, row[place('x.provider:other')]])
        const [begun = 0, done = 0] = sums.get(key) ?? []
        sums.set(key, [begun + Number(row[place('x.begun')]), done + Number(row[place('x.done')])])
      }
      const isKept = ({ provider }: { provider: Cell }) => kept.some((one) => one === provider)
      const rest = groups.filter((group) => !isKept(group))
      const sum = (of: 'begun' | 'done') => rest.reduce((total, group) => total + group[of], 0)
      const expected = [
        ...groups.filter(isKept).map(({ provider, begun, done }) => [JSON.stringify([provider, false]), [begun, done]]),
        [JSON.stringify([null, true]), [sum('begun'), sum('done')]],
      ]
      expect(sums).toEqual(new Map(expected as never))
    }
  })

  test('has as many rows behind the rest as the rest counts', async () => {
    const top = { dimension: 'x.provider', by: 'x.done', n: 1, other: true }
    const query = metricQuerySchema.parse({ metrics, dimensions: ['x.provider'], time, top })
    const at = { dimensions: { 'x.provider': null }, other: true as const }
    expect((await engine.rows({ query, at: { ...at, metric: 'x.begun' } }, context)).total).toBe(plans.length - 3)
    expect((await engine.rows({ query, at: { ...at, metric: 'x.done' } }, context)).total).toBe(7)
    const missing = { metric: 'x.begun', dimensions: { 'x.provider': null } }
    expect((await engine.rows({ query, at: missing }, context)).total).toBe(0)
    const wrong = { metric: 'x.begun', dimensions: { 'x.provider': 'google' }, other: true as const }
    await expect(engine.rows({ query, at: wrong }, context)).rejects.toMatchObject({ code: 'cell_unknown' })
    const { top: _, ...plain } = query
    await expect(engine.rows({ query: plain, at: { ...at, metric: 'x.begun' } }, context)).rejects.toMatchObject({
      code: 'cell_unknown',
    })
  })
})
