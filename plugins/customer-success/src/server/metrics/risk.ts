import { count, fixture, lastValue } from '@tessera/plugin-api/server'
import { accountDays as fact, signals } from '../facts.ts'
import { knownTotal, live } from './observed.ts'
import { accountDay, accountDays, asOf, at, october } from './told.ts'

/** Who may leave, and what is lost then. */
export const riskFormulas = {
  churn_risk_score: lastValue(fact, { ...live, value: 'churn_risk_score', across: 'avg' }),
  accounts_by_risk: lastValue(fact, { ...live, across: 'count' }),
  mrr_at_risk: knownTotal('current_mrr', (eb) => eb('status', '=', 'at_risk')),
  warning_signals: count(signals),
}

const day = { time: { range: { from: '2026-10-30', to: '2026-10-31' } } } as const
const given = accountDays(
  accountDay('ada', '10-30', { churn_risk_score: 10, risk_level: 'low', current_mrr: 500 }),
  accountDay('bob', '10-30', {
    churn_risk_score: 70,
    risk_level: 'high',
    segment: 'critical',
    status: 'at_risk',
    current_mrr: 300,
  }),
  accountDay('cleo', '10-30', { churn_risk_score: 40, risk_level: 'medium', current_mrr: null }),
)
const signal = (id: string, type: string, time: string) => ({
  signal_id: id,
  account_id: 'bob',
  signal_type: type,
  occurred_at: at(time),
})

/** Worked examples of them. */
export const riskFixtures = {
  churn_risk_score: [fixture({ title: 'The mean of 10, 70 and 40', asOf, given, ask: day, expect: [{ value: 40 }] })],
  accounts_by_risk: [
    fixture({
      title: 'One account of each level',
      asOf,
      given,
      ask: { ...day, dimensions: ['risk_level'] },
      expect: ['low', 'medium', 'high'].map((risk_level) => ({ risk_level, value: 1 })),
    }),
  ],
  mrr_at_risk: [
    fixture({
      title: 'What a critical account pays is at risk, whatever the churn risk of others',
      asOf,
      given,
      ask: day,
      expect: [{ value: 300 }],
    }),
  ],
  warning_signals: [
    fixture({
      title: 'Two signals of October by type, none of September',
      asOf,
      given: {
        rows: {
          'customer_success.signals': [
            signal('1', 'competitor_mention', '10-05 09:00'),
            signal('2', 'pricing_discussion', '10-06 09:00'),
            signal('3', 'pricing_discussion', '09-06 09:00'),
          ],
        },
      },
      ask: { time: october, dimensions: ['signal_type'] },
      expect: [
        { signal_type: 'competitor_mention', value: 1 },
        { signal_type: 'pricing_discussion', value: 1 },
      ],
    }),
  ],
}
