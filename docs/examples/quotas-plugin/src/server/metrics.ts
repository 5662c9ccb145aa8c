import { cumulative, fixture, ratio, snapshot, sum } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { amount, quotaFact, wonFact } from './facts.ts'

const quota = snapshot(quotaFact, { sum: 'amount' })
const sold = sum(wonFact, amount)

export const metrics = { sold, quota, attainment: ratio(cumulative(sold, { startOf: 'year' }), quota) }

export const events = {
  quotas_deal_won: {
    properties: z.object({
      team: z.string().min(1).max(100),
      amount: z.number().min(0),
      kind: z.enum(['new', 'renewal']),
      source: z.string().max(60).optional(),
    }),
  },
}

const won = (id: string, timestamp: string, properties: { team: string; amount: number; kind: string }) => ({
  id,
  event: 'quotas_deal_won',
  timestamp,
  properties,
})
const given = {
  rows: {
    'quotas.quotas': [
      { year: 2025, team: 'North', amount: 400 },
      { year: 2026, team: 'North', amount: 1000 },
      { year: 2026, team: 'South', amount: 500 },
    ],
  },
  events: [
    won('1', '2025-12-31T10:00:00Z', { team: 'North', amount: 100, kind: 'new' }),
    won('2', '2026-01-02T10:00:00Z', { team: 'North', amount: 250, kind: 'new' }),
    won('3', '2026-06-02T10:00:00Z', { team: 'South', amount: 100, kind: 'renewal' }),
  ],
}
const asOf = '2026-07-01T12:00:00Z'
const june = { range: { from: '2026-06-01', to: '2026-07-01' } }

export const fixtures = {
  sold: [
    fixture({
      title: 'Deals add up over the time that is asked for',
      asOf,
      given,
      ask: { dimensions: ['kind'] },
      expect: [
        { kind: 'new', value: 350 },
        { kind: 'renewal', value: 100 },
      ],
    }),
  ],
  quota: [
    fixture({
      title: 'The quota at the end of June is that of the whole year, of no other',
      asOf,
      given,
      ask: { time: june, dimensions: ['team'] },
      expect: [
        { team: 'North', value: 1000 },
        { team: 'South', value: 500 },
      ],
    }),
  ],
  attainment: [
    fixture({
      title: 'What was sold since January counts, also where June alone is asked for',
      asOf,
      given,
      ask: { time: june, dimensions: ['team'] },
      expect: [
        { team: 'North', value: 0.25 },
        { team: 'South', value: 0.2 },
      ],
    }),
  ],
}
