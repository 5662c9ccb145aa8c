import { expect, test } from 'vitest'
import { givenTables } from './given-tables.ts'

test('events show their properties as columns, and columns nobody fills are left out', () => {
  const events = [
    { id: '1', event: 'viewed', timestamp: '2026-10-05T09:00:00Z', userId: 'ada', properties: { provider: 'google' } },
    { id: '2', event: 'failed', timestamp: '2026-10-05T09:00:30Z', userId: 'ada', properties: { ms: 12 } },
  ]
  const rows = { 'core.accounts': [{ account_id: 'acme', segment: null }] }
  expect(givenTables({ given: { rows, events } })).toEqual([
    { title: 'core.accounts', columns: ['account_id'], rows: [['acme']] },
    {
      title: 'Events',
      columns: ['time', 'event', 'user', 'provider', 'ms'],
      rows: [
        ['2026-10-05 09:00', 'viewed', 'ada', 'google', ''],
        ['2026-10-05T09:00:30Z', 'failed', 'ada', '', '12'],
      ],
    },
  ])
})
