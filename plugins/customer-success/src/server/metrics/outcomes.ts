import { avg, count, fixture, percentile, ratio, snapshot, sum } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { closedInterventions, firstValues, goals, openInterventions } from '../facts.ts'
import { accountDay, asOf, at, october } from './told.ts'

const isReckoned = () => sql<SqlBool>`gain is not null and cost > 0`

/** What comes of it: goals, first value, interventions. */
export const outcomeFormulas = {
  goal_completion_rate: ratio(count(goals, { where: () => sql<SqlBool>`completed_on <= due_on` }), count(goals)),
  time_to_value_days: percentile(firstValues, 'days', { fraction: 0.5 }),
  open_interventions: snapshot(openInterventions, 'count'),
  closed_interventions: count(closedInterventions),
  intervention_success_rate: ratio(
    count(closedInterventions, { where: (eb) => eb('is_success', '=', true) }),
    count(closedInterventions, { where: (eb) => eb('is_success', 'is not', null) }),
  ),
  intervention_risk_change: avg(closedInterventions, () => sql`risk_later - risk_first`),
  engagement_roi: ratio(
    sum(closedInterventions, () => sql`gain - cost`, { where: isReckoned }),
    sum(closedInterventions, 'cost', { where: isReckoned }),
  ),
}

const ask = { time: october }
const goal = (id: string, due: string, more: object = {}) => ({
  goal_id: id,
  account_id: 'ada',
  title: 'Roll out',
  status: 'open',
  created_at: at('01-01 09:00'),
  due_on: `2026-${due}`,
  ...more,
})
const done = (date: string) => ({ status: 'completed', completed_on: `2026-${date}` })
const action = (id: string, account: string, more: object) => ({
  intervention_id: id,
  account_id: account,
  playbook: 'Executive call',
  opened_at: at('09-01 09:00'),
  ...more,
})
const closed = { closed_at: at('10-10 09:00') }
/** Of three that were closed one brought the risk from high to low, one moved within medium, one made it worse. */
const given = {
  rows: {
    'customer_success.interventions': [
      action('1', 'ada', { ...closed, risk_before: 70, risk_after: 20 }),
      action('2', 'bob', { ...closed, risk_before: 55, risk_after: 35 }),
      action('3', 'cleo', { ...closed, risk_before: 25, risk_after: 65 }),
      action('4', 'dan', {}),
    ],
  },
}
/** ada pays 110 instead of 100 since; the others of like risk, without intervention, 190 instead of 200. */
const paying = {
  rows: {
    'customer_success.interventions': [action('1', 'ada', { ...closed, cost: 100 })],
    'customer_success.account_daily': [
      ...[
        ['ada', 100, 110],
        ['bob', 100, 100],
        ['cleo', 100, 90],
      ].flatMap(([account, before, after]) => [
        accountDay(String(account), '09-01', { churn_risk_score: 40, current_mrr: before }),
        accountDay(String(account), '10-10', { churn_risk_score: 40, current_mrr: after }),
      ]),
      accountDay('eve', '09-01', { churn_risk_score: 40 }),
      accountDay('eve', '10-10', { churn_risk_score: 40, current_mrr: 500 }),
      accountDay('dan', '09-01', { churn_risk_score: 90, current_mrr: 500 }),
      accountDay('dan', '10-10', { churn_risk_score: 90, current_mrr: 0 }),
    ],
  },
}

/** Worked examples of them. */
export const outcomeFixtures = {
  goal_completion_rate: [
    fixture({
      title: 'Two of four due in October were completed by then; one a day late, one cancelled, one of November',
      asOf,
      given: {
        rows: {
          'customer_success.goals': [
            goal('1', '10-05', done('10-05')),
            goal('2', '10-06', done('09-20')),
            goal('3', '10-07', done('10-08')),
            goal('4', '10-08', { status: 'missed' }),
            goal('5', '10-09', { status: 'cancelled' }),
            goal('6', '11-09'),
          ],
        },
      },
      ask,
      expect: [{ value: 0.5 }],
    }),
  ],
  time_to_value_days: [
    fixture({
      title: 'From the begin of the contract, or of the account; the median of 10, 20 and 60 days',
      asOf,
      given: {
        rows: {
          'core.accounts': [{ account_id: 'cleo', name: 'Cleo', created_at: at('08-20 09:00') }],
          'customer_success.customers': [
            { account_id: 'ada', contract_started_on: '2026-10-01' },
            { account_id: 'bob', contract_started_on: '2026-10-01' },
          ],
          'customer_success.milestones': [
            { account_id: 'ada', milestone: 'first_value', reached_at: at('10-11 09:00') },
            { account_id: 'bob', milestone: 'first_value', reached_at: at('10-21 09:00') },
            { account_id: 'cleo', milestone: 'first_value', reached_at: at('10-19 09:00') },
            { account_id: 'ada', milestone: 'rolled_out', reached_at: at('10-31 09:00') },
          ],
        },
      },
      ask,
      expect: [{ value: 20 }],
    }),
  ],
  open_interventions: [fixture({ title: 'One is still under way', asOf, given, ask, expect: [{ value: 1 }] })],
  closed_interventions: [fixture({ title: 'Three were closed', asOf, given, ask, expect: [{ value: 3 }] })],
  intervention_success_rate: [
    fixture({
      title: 'One of three came to a lower level; within a level is no success',
      asOf,
      given,
      ask,
      expect: [{ value: 1 / 3 }],
    }),
  ],
  intervention_risk_change: [
    fixture({ title: 'The mean of -50, -20 and 40 points', asOf, given, ask, expect: [{ value: -10 }] }),
  ],
  engagement_roi: [
    fixture({
      title:
        'Ten more where others lost five in a hundred: 12 times 15 for a cost of 100; who has a far higher risk does not count, nor who paid nothing then',
      asOf,
      given: paying,
      ask,
      expect: [{ value: 0.8 }],
    }),
  ],
}
