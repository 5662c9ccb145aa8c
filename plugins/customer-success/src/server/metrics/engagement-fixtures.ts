import { fixture } from '@tessera/plugin-api/server'
import type { FixtureRow } from '@tessera/plugin-api/wire'
import { accountDay, asOf, at, engagement, engagements, october } from './told.ts'

const ask = { time: october }
const day = { time: { range: { from: '2026-10-30', to: '2026-10-31' } } } as const

/** Three meetings, one of which went badly, a call that waits, a mail; a meeting that was missed is none. */
const given = engagements(
  engagement('1', 'ada', { completed_at: '10-05 09:00', scheduled_at: at('10-05 09:00'), outcome: 'positive' }),
  engagement('2', 'ada', { completed_at: '10-12 09:00', scheduled_at: at('10-12 09:00'), outcome: 'positive' }),
  engagement('3', 'bob', { completed_at: '10-13 09:00', scheduled_at: at('10-13 09:00'), outcome: 'negative' }),
  engagement('4', 'bob', { type: 'call', completed_at: '10-14 09:00', outcome: 'action_required' }),
  engagement('5', 'bob', { type: 'email', completed_at: '10-15 09:00' }),
  engagement('6', 'bob', { scheduled_at: at('10-16 09:00'), missed: true }),
)
const letters = engagements(
  engagement('1', 'ada', { type: 'email', completed_at: '10-05 09:00', replied_at: at('10-08 09:00') }),
  engagement('2', 'ada', { type: 'email', completed_at: '10-06 09:00', replied_at: at('10-09 09:01') }),
  engagement('3', 'ada', { type: 'email', completed_at: '10-07 09:00' }),
  engagement('4', 'ada', { type: 'email', inbound_at: at('10-10 09:00'), responded_at: at('10-10 11:00') }),
  engagement('5', 'ada', { type: 'call', inbound_at: at('10-11 09:00'), responded_at: at('10-11 15:00') }),
  engagement('6', 'ada', { type: 'email', inbound_at: at('10-12 09:00') }),
)
const person = (id: string, account: string, more: FixtureRow = {}) => ({
  stakeholder_id: id,
  account_id: account,
  role: 'Head of IT',
  created_at: at('01-01 09:00'),
  ...more,
})
const took = (engagement_id: string, stakeholder_id: string, attended = true) => ({
  engagement_id,
  stakeholder_id,
  attended,
})
/** Of four who are there one decides and took part, one took part, one did not come, one was there in June; one has left. */
const people = {
  rows: {
    'customer_success.account_daily': [accountDay('ada', '10-30'), accountDay('bob', '10-30')],
    'customer_success.engagements': [
      engagement('1', 'ada', { completed_at: '10-05 09:00' }),
      engagement('2', 'bob', { completed_at: '06-05 09:00' }),
    ],
    'customer_success.stakeholders': [
      person('p1', 'ada', { is_decision_maker: true, is_champion: true }),
      person('p2', 'ada', { is_champion: true }),
      person('p3', 'ada', { is_decision_maker: true }),
      person('p4', 'bob'),
      person('p5', 'ada', { left_at: at('10-20 09:00') }),
    ],
    'customer_success.attendees': [
      took('1', 'p1'),
      took('1', 'p2'),
      took('1', 'p3', false),
      took('1', 'p5'),
      took('2', 'p4'),
    ],
  },
}
const health = (date: string, score: number) => ({
  account_id: 'ada',
  metric_date: `2026-${date}`,
  overall_health_score: score,
  coverage: 1,
  model_version: '1',
})

/** Worked examples of engagements. */
export const engagementFixtures = {
  total_engagements: [
    fixture({
      title: 'By type; the meeting to which nobody came is not counted',
      asOf,
      given,
      ask: { ...ask, dimensions: ['engagement_type'] },
      expect: [
        { engagement_type: 'meeting', value: 3 },
        { engagement_type: 'call', value: 1 },
        { engagement_type: 'email', value: 1 },
      ],
    }),
  ],
  engagement_share: [
    fixture({
      title: 'Two of five went well, one is of unknown outcome',
      asOf,
      given,
      ask: { ...ask, dimensions: ['outcome'] },
      expect: [
        { outcome: 'positive', value: 0.4 },
        { outcome: 'negative', value: 0.2 },
        { outcome: 'action_required', value: 0.2 },
        { outcome: null, value: 0.2 },
      ],
    }),
  ],
  positive_outcome_rate: [
    fixture({ title: 'Two of the four whose outcome is known', asOf, given, ask, expect: [{ value: 0.5 }] }),
  ],
  missed_rate: [fixture({ title: 'One of four that were planned', asOf, given, ask, expect: [{ value: 0.25 }] })],
  average_response_time: [
    fixture({
      title: 'The median of two and six hours; what is not answered yet has no time',
      asOf,
      given: letters,
      ask,
      expect: [{ value: 4 }],
    }),
  ],
  response_rate: [
    fixture({
      title: 'One of three mails was answered within three days; a minute later is too late',
      asOf,
      given: letters,
      ask,
      expect: [{ value: 1 / 3 }],
    }),
  ],
  engagement_frequency: [
    fixture({
      title: 'One engagement of the thirty days for two live accounts; June is too long ago',
      asOf,
      given: people,
      ask: day,
      expect: [{ value: 0.5 }],
    }),
  ],
  days_since_engagement: [
    fixture({
      title: 'The mean of 4 and 40 days',
      asOf,
      given: {
        rows: {
          'customer_success.account_daily': [
            accountDay('ada', '10-30', { days_since_engagement: 4 }),
            accountDay('bob', '10-30', { days_since_engagement: 40 }),
            accountDay('cleo', '10-30'),
          ],
        },
      },
      ask: day,
      expect: [{ value: 22 }],
    }),
  ],
  accounts_with_gap: [
    fixture({
      title: 'Thirty days are no gap yet, 31 are, and so is no engagement at all',
      asOf,
      given: {
        rows: {
          'customer_success.account_daily': [
            accountDay('ada', '10-30', { days_since_engagement: 30 }),
            accountDay('bob', '10-30', { days_since_engagement: 31 }),
            accountDay('cleo', '10-30'),
          ],
        },
      },
      ask: day,
      expect: [{ value: 2 }],
    }),
  ],
  health_change_after: [
    fixture({
      title:
        'From 60 on the day of the meeting to 66 thirty days later; a meeting whose month is not over does not count',
      asOf,
      given: {
        rows: {
          'customer_success.engagements': [
            engagement('1', 'ada', { completed_at: '09-05 09:00' }),
            engagement('2', 'ada', { completed_at: '10-20 09:00' }),
          ],
          'customer_success.health_metrics': [health('09-05', 60), health('10-05', 66), health('10-20', 90)],
        },
      },
      ask: { time: { range: { from: '2026-09-01', to: '2026-11-01' } } },
      expect: [{ value: 6 }],
    }),
  ],
  stakeholder_participation: [
    fixture({
      title: 'Two of the four who are there; one who has left counts on neither side',
      asOf,
      given: people,
      ask: day,
      expect: [{ value: 0.5 }],
    }),
  ],
  decision_maker_participation: [
    fixture({ title: 'One of two decision makers came', asOf, given: people, ask: day, expect: [{ value: 0.5 }] }),
  ],
  champions: [fixture({ title: 'Two speak for the product', asOf, given: people, ask: day, expect: [{ value: 2 }] })],
  relationship_depth: [
    fixture({
      title: 'Two who took part for two live accounts',
      asOf,
      given: people,
      ask: day,
      expect: [{ value: 1 }],
    }),
  ],
  activities: [
    fixture({
      title: 'Two engagements of October, one of which was missed, in words',
      asOf,
      given: engagements(
        engagement('1', 'ada', { completed_at: '10-05 09:00', outcome: 'action_required' }),
        engagement('2', 'ada', { type: 'email', scheduled_at: at('10-06 09:00'), missed: true }),
      ),
      ask: { ...ask, dimensions: ['activity'] },
      expect: [
        { activity: 'Meeting: action required', value: 1 },
        { activity: 'E-mail missed', value: 1 },
      ],
    }),
  ],
}
