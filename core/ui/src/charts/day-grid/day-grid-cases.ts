import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, metric, people, time, users } from '../../cases/make-column.ts'
import { days, makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(37)
const net = metric('net_users', 'Net new users')
const busy = (index: number) => Math.round((index % 7 > 4 ? 60 : 300) * (0.4 + random()))

/** Days of a calendar in every situation: one, a month, a year, losses, open days, months. */
export const dayGridCases: ViewCases = {
  empty: { title: 'Activity', frame: makeFrame([time, users], [], { grain: 'day', buckets: days(30) }) },
  one: { title: 'Activity', frame: makeFrame([time, users], [['2026-10-21', 78]], { grain: 'day', buckets: days(1) }) },
  many: {
    title: 'Activity by day',
    frame: makeFrame(
      [time, users, compared(users)],
      days(30).map(({ label }, index) => [label, busy(index), busy(index)]),
      { grain: 'day', buckets: days(30) },
    ),
  },
  huge: {
    title: 'Activity of a year',
    frame: makeFrame(
      [time, users],
      days(365).map(({ label }, index) => [label, busy(index) * 1e7]),
      { grain: 'day', buckets: days(365) },
    ),
  },
  null: {
    title: 'Net new users by day',
    subtitle: 'Losses to one side of the scale; days nobody counted stay open',
    frame: makeFrame(
      [time, net],
      days(90).map(({ label }, index) => [label, index % 13 === 4 ? null : Math.round(random() * 90 - 40)]),
      { grain: 'day', buckets: days(90) },
    ),
  },
  estimate: {
    title: 'People by hour',
    frame: makeFrame(
      [{ ...time, type: 'instant' }, people],
      hours().map(({ label }, index) => [label, 1000 + (index % 24) * 40]),
      { grain: 'hour', buckets: hours() },
    ),
  },
  error: { title: 'Activity', frame: makeFrame([users], [[1]]) },
}

function hours() {
  return Array.from({ length: 72 }, (_, index) => {
    const at = (hour: number) => new Date(Date.UTC(2026, 9, 21, hour)).toISOString()
    return { label: at(index), fromInstant: at(index), toInstant: at(index + 1), partial: index === 71 }
  })
}
