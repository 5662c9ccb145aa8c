import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, metric, people, provider, success, time, users } from '../../cases/make-column.ts'
import { days, makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(7)
const month = days(30)
const year = days(365)
const columns = [time, success, compared(success)]
const providers = ['google', 'microsoft', 'meta', 'linkedin']
const milliseconds = metric('sync_time', 'Sync time', { unit: 'milliseconds', direction: 'down' })

export const lineCases: ViewCases = {
  empty: { title: 'OAuth success', frame: makeFrame(columns, [], { grain: 'day', buckets: month }) },
  one: {
    title: 'OAuth success',
    frame: makeFrame(columns, [['2026-10-21', 0.78, 0.74]], { grain: 'day', buckets: days(1) }),
  },
  many: {
    title: 'Connected users by provider',
    frame: makeFrame(
      [time, provider, users],
      month.flatMap(({ label }, index) =>
        providers.map((name, place): Cell[] => {
          const size = [1400, 820, 310, 290][place] ?? 0
          return [label, name, Math.round((size + index * 9) * (0.9 + random() * 0.2) * (index === 29 ? 0.4 : 1))]
        }),
      ),
      { grain: 'day', buckets: month },
    ),
  },
  huge: {
    title: 'Sync time of twelve services',
    frame: makeFrame(
      [time, { ...provider, labels: {} }, milliseconds],
      year.flatMap(({ label }) =>
        Array.from({ length: 12 }, (_, place): Cell[] => [
          label,
          `service-${place + 1}`,
          Math.round(1e7 * (place + 1) * (0.8 + random() * 0.4)),
        ]),
      ),
      { grain: 'day', buckets: year },
    ),
  },
  null: {
    title: 'OAuth success',
    subtitle: 'Days without attempts stay open',
    frame: makeFrame(
      columns,
      month.map(({ label }, index) => [
        label,
        index % 11 === 4 || index === 6 || index === 20 ? null : 0.7 + random() * 0.15,
        index < 5 ? null : 0.68 + random() * 0.1,
      ]),
      { grain: 'day', buckets: month },
    ),
  },
  estimate: {
    title: 'People by week',
    frame: makeFrame(
      [time, people, compared(people)],
      month.slice(-4).map(({ label }, index) => [label, 2833 + index * 70, 2458 + index * 60]),
      { grain: 'day', buckets: month.slice(-4) },
    ),
  },
  error: { title: 'OAuth success', frame: makeFrame([success], [[0.7]]) },
}
