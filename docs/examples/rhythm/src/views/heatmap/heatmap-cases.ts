import type { ViewCases } from '@tessera/plugin-api/web'
import type { Cell } from '@tessera/plugin-api/wire'
import { dimension, makeFrame, metric, seeded } from '@tessera/ui/cases'

const random = seeded(5)
const weekday = { ...dimension('weekday', 'Weekday'), name: 'core.weekday', type: 'number' as const }
const hour = { ...dimension('hour', 'Hour'), name: 'core.hour_of_day', type: 'number' as const }
const events = metric('events', 'Events')
const columns = [weekday, hour, events]
const grid = (days: number, valueOf: (day: number, hour: number) => Cell) =>
  Array.from({ length: days * 24 }, (_, at): Cell[] => {
    const [day, time] = [Math.floor(at / 24) + 1, at % 24]
    return [day, time, valueOf(day, time)]
  })
const busy = (day: number, time: number) =>
  Math.round((day > 5 ? 20 : 90) * (1 + Math.sin(((time - 8) / 24) * 2 * Math.PI)) * (0.7 + random() * 0.6))

/** The heatmap in every situation. */
export const heatmapCases: ViewCases = {
  empty: { title: 'Events by weekday and hour', frame: makeFrame(columns, []) },
  one: { title: 'Events by weekday and hour', frame: makeFrame(columns, [[1, 9, 12]]) },
  many: { title: 'Events by weekday and hour', frame: makeFrame(columns, grid(7, busy)), options: { shade: 'row' } },
  huge: {
    title: 'Events of sixty services by hour',
    frame: makeFrame(
      [dimension('service', 'Service'), hour, events],
      Array.from({ length: 60 }, (_, service) => service).flatMap((service) =>
        Array.from({ length: 24 }, (__, time): Cell[] => [`service ${service}`, time, busy(1, time) * 1e9]),
      ),
    ),
  },
  null: {
    title: 'Hours nobody measured stay open',
    frame: makeFrame(
      columns,
      grid(7, (day, time) => (time < 6 ? null : time > 20 ? 0 : busy(day, time))),
    ),
  },
  estimate: {
    title: 'People by weekday and hour',
    frame: makeFrame([weekday, hour, { ...events, title: 'People', error: 0.023 }], grid(2, busy)),
  },
  error: { title: 'Events by hour alone', frame: makeFrame([hour, events], [[9, 12]]) },
}
