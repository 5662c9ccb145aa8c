import { dashboard, definePlugin, metric, panel } from '@tessera/plugin-api'
import { count, defineServer, fact, type EventRow } from '@tessera/plugin-api/server'
import { expect, test } from 'vitest'
import { checkBoards } from '../src/conformance/check-boards.ts'
import { subjectOf } from '../src/conformance/subject.ts'
import { describeDatabases, examine, openTestHost, type TestHost } from '../src/index.ts'

const contract = definePlugin({
  id: 'marketing',
  title: 'Marketing',
  metrics: {
    opens: metric({
      title: 'Opened mails',
      description: 'Mails that somebody opened, wherever they were sent from.',
      unit: 'count',
      direction: 'up',
      tier: 2,
      status: 'needs-source',
    }),
  },
  panels: { opens: panel({ title: 'Opened mails', view: 'big_number', query: { metrics: ['opens'] } }) },
  dashboards: {
    mails: dashboard({ title: 'Mails', revision: 1, cards: [{ panel: 'opens', x: 0, y: 0, w: 12, h: 8 }] }),
  },
})
const marketing = defineServer(contract, {})

const opened = fact<EventRow>({
  name: 'opened',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('event', '=', 'mail_opened'),
})
const mailer = defineServer(definePlugin({ id: 'mailer', title: 'Mailer', requires: { marketing: '^0' } }), {
  supplies: { 'marketing.opens': count(opened) },
})

describeDatabases('a panel over a metric that needs a source', (open) => {
  test('is accepted where nobody supplies it, as it says so', async () => {
    expect(Object.values(await examine(marketing, await open())).flat()).toEqual([])
  })

  test('must say so, by name and with no other complaint', async () => {
    const host = await openTestHost(open, [marketing])
    const boardsWith = (query: TestHost['query']) => checkBoards(subjectOf({ ...host, query }, 'marketing'))
    try {
      const [, b] = host.tenants
      const other = () => Promise.reject(new Error('the view is wrong'))
      const silent = () => host.query(b, { metrics: [{ id: 'core.nothing' }] })
      for (const [query, said] of [
        [other, /^marketing.opens: marketing.opens has no source here, and .* it says: the view is wrong/],
        [silent, /^marketing.opens: .* it says: .*core\.nothing/],
      ] as const) {
        const [found, ...more] = await boardsWith(query)
        expect(found?.code).toBe('panel_lack_unsaid')
        expect(found?.message).toMatch(said)
        expect(more).toEqual([])
      }
    } finally {
      await host.close()
    }
  })

  test('is filled where a plugin supplies it', async () => {
    const host = await openTestHost(open, [marketing, mailer])
    try {
      expect(await checkBoards(subjectOf(host, 'marketing'))).toEqual([])
      const refusing = { ...host, query: () => Promise.reject(new Error('no luck')) }
      const [found] = await checkBoards(subjectOf(refusing, 'marketing'))
      expect(found?.code).toBe('panel_failed')
    } finally {
      await host.close()
    }
  })
})
