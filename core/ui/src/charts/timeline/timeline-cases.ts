import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { dimension, metric, people, time } from '../../cases/make-column.ts'
import { days, makeFrame, seeded } from '../../cases/make-frame.ts'

const kind = dimension('kind', 'Kind', {
  labels: {
    call: 'Calls',
    health: 'Changes of health',
    goal: 'Goals',
    signal: 'Signals that somebody looks elsewhere',
  },
})
const activities = metric('activities', 'Activities')
const buckets = days(30)
const grain = { grain: 'day' as const, buckets }

function some(kinds: readonly string[], every: number): Cell[][] {
  const random = seeded(7)
  return kinds.flatMap((of) =>
    buckets.flatMap(({ label }): Cell[][] => (random() < every ? [[label, of, 1 + Math.floor(random() * 6)]] : [])),
  )
}

/** Timelines in every situation: few and many lanes, nothing known, estimates. */
export const timelineCases: ViewCases = {
  empty: { title: 'What happened', frame: makeFrame([time, kind, activities], [], grain) },
  one: { title: 'What happened', frame: makeFrame([time, kind, activities], [['2026-11-02', 'goal', 1]], grain) },
  many: {
    title: 'What happened',
    frame: makeFrame([time, kind, activities], some(['call', 'health', 'goal', 'signal'], 0.3), grain),
  },
  huge: {
    title: 'Releases of forty services',
    frame: makeFrame(
      [time, dimension('service', 'Service'), activities],
      some(
        Array.from({ length: 40 }, (_, at) => `Service ${at + 1}`),
        0.5,
      ),
      grain,
    ),
  },
  null: {
    title: 'What happened',
    subtitle: 'Nobody said of which kind, and once not how often',
    frame: makeFrame(
      [time, kind, activities],
      [
        ['2026-10-28', null, 3],
        ['2026-11-03', 'call', null],
        ['2026-11-04', 'call', 2],
      ],
      grain,
    ),
  },
  estimate: {
    title: 'People by service',
    frame: makeFrame([time, dimension('service', 'Service'), people], [['2026-11-02', 'Search', 4080]], grain),
  },
  error: { title: 'What happened', frame: makeFrame([time, activities], [['2026-11-02', 1]], grain) },
}
