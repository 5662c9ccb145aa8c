import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, disconnects, people, revenue, sample, success, time, users } from '../../cases/make-column.ts'
import { days, makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(3)
const buckets = days(30)
const trend = makeFrame(
  [time, users],
  buckets.map(({ label }, index) => [label, index === 29 ? 40 : Math.round(70 + index * 1.2 + random() * 22)]),
  { grain: 'day', buckets },
)
const columns = [users, compared(users)]

export const bigNumberCases: ViewCases = {
  empty: { title: 'Connected users', frame: makeFrame(columns, []) },
  one: { title: 'Connected users', subtitle: 'Last 30 days', frame: makeFrame(columns, [[2450, 2076]]), trend },
  many: { title: 'Disconnect rate', frame: makeFrame([disconnects, compared(disconnects)], [[0.12, 0.14]]), trend },
  huge: { title: 'Revenue', frame: makeFrame([revenue, compared(revenue)], [['1240000000.55', 9_800_000]]), trend },
  null: {
    title: 'OAuth success',
    subtitle: 'Nothing before, few observations',
    frame: makeFrame([success, compared(success), sample(success)], [[0.785, null, 14]]),
  },
  estimate: {
    title: 'People',
    subtitle: 'A change within the error, a target within it',
    frame: makeFrame([{ ...people, target: { gte: 6000 } }, compared(people)], [[6119, 6050]]),
    trend,
  },
  error: {
    title: 'Connected users',
    frame: makeFrame(columns, [
      [1, 2],
      [3, 4],
    ]),
  },
}
