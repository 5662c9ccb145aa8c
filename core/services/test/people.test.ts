import { definePlugin, job, metric, permission } from '@tessera/plugin-api'
import { count, defineServer, fact, type EventRow, type People } from '@tessera/plugin-api/server'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'

const plugin = definePlugin({
  id: 'reporter',
  title: 'Reporter',
  permissions: {
    read_reports: permission({ title: 'Read reports', description: 'Reads reports.', roles: ['viewer'] }),
  },
  metrics: {
    events: metric({ title: 'Events', description: 'All events.', unit: 'count', direction: 'neutral', tier: 3 }),
  },
  jobs: { report: job({ title: 'Report', per: 'tenant', timeout: '10s', retries: 0, asPeople: true }) },
})
const events = fact<EventRow>({
  name: 'event',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  drill: [{ column: 'user_id', pii: true }],
})

let report: (people: People) => Promise<unknown> = async () => {}
const server = defineServer(plugin, {
  metrics: { events: count(events) },
  jobs: { report: async ({ people }) => void (await report(people)) },
})

const query: MetricQuery = { metrics: [{ id: 'reporter.events' }], time: { range: { last: 2, unit: 'day' } } }

describeDatabases('people', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    return () => host.close()
  })
  const run = async <T>(work: (people: People) => Promise<T>, tenant = 0): Promise<T> => {
    let result: T | undefined
    report = async (people) => (result = await work(people))
    await host.runJob(host.tenants[tenant] ?? null, 'reporter.report')
    return result as T
  }
  const maskedFor = (people: People, id: string) =>
    people
      .as(id)
      .rows({ query, at: { metric: 'reporter.events' } })
      .then(({ columns }) => columns.some(({ masked }) => masked))

  test('see what their role may see, at the moment of the question', async () => {
    const [tenant, other] = host.tenants
    const ann = await host.addMember(tenant, { name: 'Ann', role: 'admin' })
    const bob = await host.addMember(tenant, { name: 'Bob', role: 'viewer' })
    const eve = await host.addMember(other, { name: 'Eve', role: 'admin' })
    expect(await run((people) => people.members())).toEqual([ann, bob])
    expect(await run((people) => maskedFor(people, ann.id))).toBe(false)
    expect(await run((people) => maskedFor(people, bob.id))).toBe(true)
    expect((await run((people) => people.as(bob.id).query(query))).rows).toHaveLength(1)
    const gone = { code: 'member_gone' }
    await expect(run((people) => people.as(eve.id).query(query))).rejects.toMatchObject(gone)
    await expect(run((people) => people.as('nobody').query(query))).rejects.toMatchObject(gone)
    const leaving = run(async (people) => {
      const asAnn = people.as(ann.id)
      await asAnn.query(query)
      await host.removeMember(tenant, ann.id)
      await asAnn.query(query)
    })
    await expect(leaving).rejects.toMatchObject(gone)
  })
})
