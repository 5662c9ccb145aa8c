import { dashboard, definePlugin, defineView, dimension, extensionPoint, importable, metric, page, panel, permission, segment, topic } from '@tessera/plugin-api'
import { count, defineServer, fact, fixture, lastValue, pluginTrpc, stock, weightedScore, type EventRow } from '@tessera/plugin-api/server'
import { defineWeb, drawView, useLive, type PageOf } from '@tessera/plugin-api/web'
import { z } from 'zod'

const grid = defineView({
  title: 'Grid',
  needs: { time: 'never', dimensions: { least: 1 }, metrics: { least: 1, most: 1 } },
  options: z.object({ names: z.array(z.string()), most: z.number().optional(), beside: z.string().optional() }),
  state: { top: { values: 9, option: 'most' } },
  metricOptions: ['beside'],
  size: { least: { w: 4, h: 4 }, usual: { w: 8, h: 8 } },
})

const sources = extensionPoint<{ read: (day: string) => Promise<number> }>()(
  'fine/sources/v1',
  z.object({ title: z.string() }),
)
const plugin = definePlugin({
  id: 'fine',
  title: 'Fine',
  extensionPoints: [sources],
  domain: 'sales',
  icon: 'handshake',
  pages: {
    deals: page({ title: 'D', path: 'deals/:dealId?', icon: 'list', nav: { order: 1 }, needs: 'edit' }),
    note: page({ title: 'N', path: 'deals/:dealId/notes/:noteId' }),
  },
  permissions: { edit: permission({ title: 'Edit', description: 'Edit it.', roles: ['editor'] }) },
  metrics: {
    seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1 }),
    later: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1, status: 'needs-source' }),
  },
  dimensions: { kind: dimension({ title: 'Kind' }) },
  views: { grid },
  segments: {
    large: segment({
      title: 'Large',
      description: 'L.',
      filter: { or: [{ member: 'kind', operator: 'set' }, { not: { member: 'core.segment', operator: 'set' } }] },
    }),
  },
  panels: {
    line: panel({
      title: 'L',
      view: 'line',
      query: { metrics: ['seen', 'other.metric'], dimensions: ['core.segment'], segments: ['large'] },
    }),
    own: panel({ title: 'O', view: 'custom', query: { metrics: ['seen'] }, options: { custom: { any: 1 } } }),
    grid: panel({
      title: 'G',
      view: 'grid',
      query: { metrics: ['seen'], dimensions: ['kind'] },
      options: { names: ['a', 'b'], beside: 'seen' },
    }),
    foreign: panel({ title: 'F', view: 'other.map', query: { metrics: ['seen'] }, options: { zoom: 3 } }),
    bars: panel({
      title: 'B',
      view: 'ranked_bar',
      query: { metrics: ['seen'], dimensions: ['kind'] },
      options: { top: 3 },
    }),
    steps: panel({ title: 'S', view: 'funnel', query: { metrics: ['seen'] }, options: { steps: ['Seen'] } }),
  },
  dashboards: { main: dashboard({ title: 'D', revision: 1, cards: [{ panel: 'line', x: 0, y: 0, w: 1, h: 1 }] }) },
  topics: { noted: topic({ title: 'Noted', data: z.object({ day: z.iso.date(), by: z.string().optional() }) }) },
  tables: {
    deals: importable({
      title: 'Deals',
      key: ['id'],
      columns: z.object({ id: z.string(), day: z.iso.date().optional(), seats: z.int().default(1) }),
      needs: 'edit',
    }),
  },
  alerts: { low: { title: 'Low', metric: 'seen', when: { lt: 1 } } },
})
const events = fact<EventRow>({
  name: 'events',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('event', '=', 'seen'),
})
const nothing = fixture({ title: 'Nothing', asOf: '2026-01-01T00:00:00Z', given: {}, expect: [] })
const { router, procedure } = pluginTrpc(plugin)
const routes = router({
  look: procedure.query(({ ctx }) => ctx.tenant.name),
  edit: procedure.needs('edit').mutation(({ ctx }) => ctx.tenant.name),
  bring: procedure.needs('edit').mutation(async ({ ctx }) => {
    await ctx.records.upsert('deals', [{ id: 'a' }, { id: 'b', day: '2026-01-01', seats: 2 }])
    const { rows, next } = await ctx.records.read('deals', { after: { id: 'a' } })
    await ctx.records.delete('deals', next ? [next] : rows)
    return rows.map(({ day, seats }) => `${day?.length} ${seats.toFixed()}`)
  }),
  deep: router({
    note: procedure
      .needs('metrics:read')
      .mutation(({ ctx }) => ctx.live.publish('noted', { day: '2026-01-01' })),
  }),
  follow: procedure.subscription(async function* () {
    yield 1
  }),
})
export const server = defineServer(plugin, { metrics: { seen: count(events) }, fixtures: { seen: [nothing] }, routes })
const drawn = drawView(grid, { Chart: ({ options }) => options.names.join() })
const supplier = definePlugin({
  id: 'supplier',
  title: 'Supplier',
  requires: { fine: '^1', other: { version: '^2', optional: true } },
  contributes: [sources.contribute('mine', { title: 'Mine' })],
})
export const supplies = defineServer(supplier, {
  supplies: { 'fine.later': count(events) },
  contributions: [sources.server('mine', { read: async (day) => day.length })],
  init: async ({ contributions }) => {
    const read = contributions.server(sources).get('mine')?.server.read
    const title = contributions.data(sources).get('mine')?.data.title
    if (read && title) await read(title)
  },
})
const Deals = ({ params }: PageOf<typeof plugin, 'deals'>) => params.dealId?.length ?? null
export const Noted = () => {
  useLive(plugin, 'noted', (noted) => noted?.day.length)
  return null
}
const Note = ({ params }: PageOf<typeof plugin, 'note'>) => params.dealId.length + params.noteId.length
export const web = defineWeb(plugin, {
  panels: { own: async () => ({ default: () => null }) },
  pages: { deals: async () => ({ default: Deals }), note: async () => ({ default: Note }) },
  views: { grid: async () => ({ default: drawn }) },
})
const health = fact<{ id: string; account_id: string; day: string; usage: number; gone: string | null }>({
  name: 'health',
  table: 'plugin.health',
  key: ['id'],
  time: { column: 'day', type: 'local_date' },
})
export const states = [
  lastValue(health, {
    entity: 'account_id',
    value: weightedScore({ usage: { weight: 2, value: 'usage' }, twice: { weight: 1, value: (eb) => eb.ref('usage') } }),
    across: 'avg',
    maxAge: { days: 30 },
  }),
  lastValue(health, { entity: 'account_id', across: 'count', ended: 'gone' }),
  stock(health, 'usage', { where: (eb) => eb('usage', '>', 0) }),
]
