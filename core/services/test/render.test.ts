import { definePlugin, dimension, job, metric, panel, permission } from '@tessera/plugin-api'
import {
  count,
  defineServer,
  fact,
  pluginTrpc,
  type EventRow,
  type People,
  type PictureRequest,
  type Render,
} from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'

const plugin = definePlugin({
  id: 'painter',
  title: 'Painter',
  dimensions: { event: dimension({ title: 'Event' }) },
  metrics: {
    events: metric({
      title: 'Events',
      description: 'All events.',
      unit: 'count',
      direction: 'up',
      tier: 3,
      dimensions: ['event'],
    }),
  },
  panels: {
    total: panel({ title: 'Events seen', subtitle: 'All of them', view: 'big_number', query: { metrics: ['events'] } }),
    course: panel({ title: 'By day', view: 'line', query: { metrics: ['events'], grain: 'day' } }),
    kinds: panel({ title: 'By kind', view: 'table', query: { metrics: ['events'], dimensions: ['event'] } }),
    own: panel({ title: 'Own', view: 'custom', query: { metrics: ['events'] } }),
  },
  permissions: { paint: permission({ title: 'Paint', description: 'Paints.', roles: ['viewer'] }) },
  jobs: {
    paint: job({ title: 'Paint', per: 'tenant', timeout: '1m', retries: 0, asPeople: true }),
  },
})
const events = fact<EventRow>({
  name: 'event',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  dimensions: { event: 'event' },
})
const { router, procedure } = pluginTrpc(plugin)
let paint: (render: Render, people: People) => Promise<unknown> = async () => {}
const server = defineServer(plugin, {
  metrics: { events: count(events) },
  routes: router({
    paint: procedure.needs('paint').query(async ({ ctx }) => (await ctx.render.panel('painter.total', svg)).alt),
  }),
  jobs: { paint: async ({ render, people }) => void (await paint(render, people)) },
})

const frames = definePlugin({
  id: 'frames',
  title: 'Frames',
  requires: { painter: '^1.0.0' },
  panels: { total: panel({ title: 'Events framed', view: 'big_number', query: { metrics: ['painter.events'] } }) },
})

const svg: PictureRequest = { format: 'svg', width: 600, height: 320 }
const text = ({ content }: { readonly content: Uint8Array }) => new TextDecoder().decode(content)

describeDatabases('pictures of panels', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server, defineServer(frames, {})])
    const event = (day: number, name: string) => ({
      id: crypto.randomUUID(),
      event: name,
      timestamp: `2026-11-${day}T08:00:00Z`,
      properties: {},
    })
    const seen = [11, 12, 12, 13, 14].map((day) => event(day, 'seen'))
    const { accepted } = await host.ingest(host.tenants[0], [...seen, event(14, 'bought'), event(14, 'bought')])
    expect(accepted).toBe(7)
    return () => host.close()
  })
  const run = async <T>(work: (render: Render, people: People) => Promise<T>): Promise<T> => {
    let result: T | undefined
    paint = async (render, people) => (result = await work(render, people))
    await host.runJob(host.tenants[0], 'painter.paint')
    return result as T
  }

  test('hold the figures of the tenant, with the range a page has, and say them in words', async () => {
    const total = await run((render) => render.panel('painter.total', svg))
    expect(total.type).toBe('image/svg+xml')
    expect(text(total)).toMatch(/>Events seen<.*>All of them · Oct 21 – Nov 19, 2026<.*>7</s)
    expect(total.alt).toMatch(/^Events seen\. Events 7 /)
    const kinds = text(await run((render) => render.panel('painter.kinds', svg)))
    expect(kinds).toMatch(/>bought<.*>2</s)
    expect(kinds).toMatch(/>seen<.*>5</s)
  })

  test('have the range, filters and look that were asked for', async () => {
    const time = { range: { from: '2026-11-14', to: '2026-11-15' } }
    const filters = { member: 'painter.event', operator: 'equals' as const, values: ['bought'] }
    const one = await run((render) => render.panel('painter.total', { ...svg, time, filters, theme: 'dark' }))
    expect(text(one)).toMatch(/#1a1d23.*Nov 14, 2026<.*>2</s)
    const png = await run((render) => render.panel('painter.course', { ...svg, format: 'png', scale: 1.5 }))
    const bytes = Buffer.from(png.content)
    expect([png.type, bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(['image/png', 900, 480])
  })

  test('show a person what they may see, and a caller what they may', async () => {
    const [tenant] = host.tenants
    const bob = await host.addMember(tenant, { name: 'Bob', role: 'viewer' })
    const asBob = await run((_, people) => people.as(bob.id).render.panel('painter.total', svg))
    expect(text(asBob)).toContain('>7<')
    const gone = run((_, people) => people.as('nobody').render.panel('painter.total', svg))
    await expect(gone).rejects.toMatchObject({ code: 'member_gone' })
    const called = { plugin: 'painter', name: 'paint' }
    await expect(host.call({ tenant, scopes: ['painter:paint'] }, called)).rejects.toMatchObject({
      code: 'scope_missing',
      message: expect.stringContaining('metrics:read'),
    })
    expect(await host.call({ tenant, scopes: ['painter:paint', 'metrics:read'] }, called)).toMatch(/^Events seen/)
  })

  test('are refused in sentences', async () => {
    const refused = async (id: string, change: Partial<PictureRequest>, code: string) =>
      expect(run((render) => render.panel(id, { ...svg, ...change }))).rejects.toMatchObject({ code })
    await refused('painter.none', {}, 'panel_unknown')
    await refused('away.panel', {}, 'panel_unknown')
    await refused('painter.total', { width: 20_000 }, 'picture_wrong')
    await refused('painter.total', { height: 0.5 }, 'picture_wrong')
    await refused('painter.total', { format: 'png', width: 2000, height: 2000, scale: 3 }, 'picture_wrong')
    await refused('painter.total', { locale: 'not a tag' }, 'picture_wrong')
    await refused('painter.total', { segments: ['painter.none'] }, 'unknown_member')
    // why: a test host has no web doors
    await refused('painter.own', {}, 'view_not_drawn')
  })

  test('of a plugin that is off are refused', async () => {
    const shown = () => run((render) => render.panel('frames.total', svg))
    expect(text(await shown())).toContain('>7<')
    await host.setPlugin(host.tenants[0], 'frames', false)
    await expect(shown()).rejects.toMatchObject({ code: 'plugin_disabled' })
  })
})
