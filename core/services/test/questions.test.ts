import { definePlugin, dimension, job, metric } from '@tessera/plugin-api'
import { count, defineServer, fact, pluginTrpc, type EventRow, type Questions } from '@tessera/plugin-api/server'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { readTenant } from '@tessera/tenancy'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'

const plugin = definePlugin({
  id: 'asker',
  title: 'Asker',
  dimensions: { event: dimension({ title: 'Event' }) },
  metrics: {
    events: metric({
      title: 'Events',
      description: 'All events.',
      unit: 'count',
      direction: 'neutral',
      tier: 3,
      dimensions: ['event'],
    }),
  },
  jobs: {
    ask: job({ title: 'Ask', per: 'tenant', timeout: '10s', retries: 0 }),
    move: job({ title: 'Move', per: 'tenant', timeout: '10s', retries: 0 }),
  },
})
const events = fact<EventRow>({
  name: 'event',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  dimensions: { event: 'event' },
  drill: [{ column: 'user_id', pii: true }],
})
const { router, procedure } = pluginTrpc(plugin)

const question: MetricQuery = {
  metrics: [{ id: 'asker.events' }],
  time: { range: { last: 2, unit: 'day' } },
  compare: [{ kind: 'previous_period' }],
}

async function askAll({ query, rows, explain, decompose }: Questions) {
  const behind = await rows({ query: question, at: { metric: 'asker.events' } })
  return {
    frame: await query(question),
    behind: behind.total,
    masked: behind.columns.filter(({ masked }) => masked).map(({ name }) => name),
    explained: await explain(question, { metric: 'asker.events' }),
    change: await decompose({ query: question }),
  }
}
type Answered = Awaited<ReturnType<typeof askAll>>
let answered: Answered | null = null
let moved: readonly unknown[] = []

const server = defineServer(plugin, {
  metrics: { events: count(events) },
  routes: router({ ask: procedure.needs('admin').query(({ ctx }) => askAll(ctx)) }),
  jobs: {
    ask: async (work) => void (answered = await askAll(work)),
    move: async ({ tenant, input }) => {
      moved = [Reflect.set(tenant, 'id', (input as { to: string }).to), tenant.id]
    },
  },
})

describeDatabases('questions of a plugin', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    const [tenant] = host.tenants
    const event = (timestamp: string, name = 'seen') => ({
      id: crypto.randomUUID(),
      event: name,
      timestamp,
      userId: 'ann',
    })
    const { accepted } = await host.ingest(tenant, [
      event('2026-11-17T08:00:00Z'),
      event('2026-11-19T08:00:00Z'),
      event('2026-11-19T09:00:00Z', 'left'),
    ])
    expect(accepted).toBe(3)
    return () => host.close()
  })
  const call = async (...scopes: string[]) => {
    const caller = { tenant: host.tenants[0], scopes: ['admin', ...scopes] }
    return (await host.call(caller, { plugin: 'asker', name: 'ask' })) as Answered
  }

  test('are asked as the caller, who sees personal values with the right to them alone', async () => {
    const seen = await call('metrics:read')
    expect(seen).toMatchObject({ behind: 2, masked: ['user_id'], change: { metric: 'asker.events' } })
    expect(seen.frame.rows[0]?.[0]).toBe(2)
    expect(seen.explained.sql).toContain('"core"."events"')
    expect((await call('metrics:read', 'rows:read_personal')).masked).toEqual([])
    await expect(call()).rejects.toMatchObject({ code: 'scope_missing' })
  })

  test('are asked as the tenant in a job, personal values masked', async () => {
    await host.runJob(host.tenants[0], 'asker.ask')
    expect(answered).toMatchObject({ behind: 2, masked: ['user_id'] })
    await host.runJob(host.tenants[1], 'asker.ask')
    expect(answered).toMatchObject({ behind: 0 })
  })
  test('what is none is refused as one that is wrong', async () => {
    for (const none of [null, undefined, 'all', 5, []]) {
      await expect(host.query(host.tenants[0], none as never)).rejects.toMatchObject({ code: 'invalid_query' })
    }
  })

  test('nobody moves into another tenant by writing into their own', async () => {
    const [tenant, other] = host.tenants
    const read = await readTenant(host.database.owner, tenant.id)
    expect(() => Object.assign(read ?? {}, { id: other.id })).toThrow(TypeError)
    await host.runJob(tenant, 'asker.move', { to: other.id })
    expect(moved).toEqual([false, tenant.id])
  })
})
