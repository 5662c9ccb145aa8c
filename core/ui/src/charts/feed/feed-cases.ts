import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { dimension, metric, people, time } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'

const account = dimension('account', 'Account')
const what = dimension('activity', 'Activity')
const kind = dimension('kind', 'Kind', { labels: { call: 'Call', health: 'Health', goal: 'Goal' } })
const activities = metric('activities', 'Activities')
const grain = { grain: 'day' as const, buckets: days(30) }

const names = ['Northwind', 'Contoso', 'Fabrikam Industries of the North and all its subsidiaries', 'Globex']
const said = [
  ['Quarterly review, went well', 'call'],
  ['Came out of moderate into at risk', 'health'],
  ['First integration live', 'goal'],
  ['Escalation about invoices that were sent twice, with their purchasing and our finance team on the call', 'call'],
] as const

const entries = (count: number): Cell[][] =>
  Array.from({ length: count }, (_, at) => {
    const [text, of] = said[at % said.length] ?? said[0]
    return [
      grain.buckets[29 - (at % 28)]?.label ?? null,
      names[at % names.length] ?? null,
      text,
      of,
      1 + (at % 5 === 4 ? 2 : 0),
    ]
  })

/** Feeds in every situation: kinds, long words, hundreds, no names. */
export const feedCases: ViewCases = {
  empty: { title: 'Recent activity', frame: makeFrame([time, account, what, kind, activities], [], grain) },
  one: {
    title: 'Recent activity',
    subtitle: 'Without kinds',
    frame: makeFrame(
      [time, account, what, activities],
      [['2026-11-19', 'Northwind', 'Quarterly review, went well', 1]],
      grain,
    ),
  },
  many: { title: 'Recent activity', frame: makeFrame([time, account, what, kind, activities], entries(6), grain) },
  huge: { title: 'Recent activity', frame: makeFrame([time, account, what, kind, activities], entries(400), grain) },
  null: {
    title: 'Recent activity',
    subtitle: 'Nobody said with whom',
    frame: makeFrame(
      [time, account, what, kind, activities],
      [
        ['2026-11-18', null, 'Webinar', null, 1],
        ['2026-11-17', 'Globex', null, 'call', null],
      ],
      grain,
    ),
  },
  estimate: {
    title: 'Who came',
    subtitle: 'With how many',
    frame: makeFrame([time, account, people], [['2026-11-18', 'Northwind', 4080]], grain),
  },
  error: { title: 'Recent activity', frame: makeFrame([account, activities], [['Northwind', 1]]) },
}
