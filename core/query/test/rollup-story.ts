import { expect } from 'vitest'
import { happenings } from './happenings.ts'
import { userId } from './world.ts'

/** Makes a row of the first tenant that is in no other. */
export const happening = happenings()

/** An event every three hours from 24 October to 2 November 2026: Berlin's clock goes back on the 25th, New York's on 1 November. */
export const story = Array.from({ length: 80 }, (_, n) =>
  happening(new Date(Date.parse('2026-10-24T00:30:00Z') + n * 3 * 3_600_000).toISOString(), n % 3 === 0 ? 'b' : 'a', {
    user: userId(n % 7),
    provider: ['google', 'meta', null][n % 3] as string | null,
  }),
)

/** The days of the story. */
export const days = { range: { from: '2026-10-24', to: '2026-11-03' }, grain: 'day' }

/** Of the reporting zone, of other whole hours, of half hours, of the same clock, and of a clock that goes back by half an hour. */
export const zonesOfEveryKind = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Europe/Paris',
  'Australia/Lord_Howe',
]

/** Questions by day of Berlin, and where their answers are read. */
export const sourcesOfQuestions: readonly (readonly [query: object, source: object])[] = [
  [{}, { kind: 'rollup', id: 'x.events.daily', reason: 'rollup x.events.daily serves all of it' }],
  [{ dimensions: ['core.segment'] }, { kind: 'raw', reason: "'core.segment' is not in rollup x.events.daily" }],
  [
    { metrics: [{ id: 'x.median' }] },
    { kind: 'raw', reason: "no rollup of events keeps the percentile of 'x.median'" },
  ],
  ...[{ dimensions: ['core.hour_of_day'] }, { filters: { member: 'core.weekday', operator: 'set' } }].map(
    (query) => [query, { kind: 'raw', reason: expect.stringContaining('is not in rollup') }] as const,
  ),
  [
    { time: { ...days, timeZone: 'Asia/Kolkata' }, dimensions: ['x.kind'] },
    {
      kind: 'raw',
      reason: 'asked by other buckets in Asia/Kolkata, rollup x.events.daily is by days of Europe/Berlin',
    },
  ],
  [{ metrics: [{ id: 'x.step1' }] }, { kind: 'raw', reason: 'a funnel step is computed from single rows' }],
]
