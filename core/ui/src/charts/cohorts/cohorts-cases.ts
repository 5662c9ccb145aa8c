import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { dimension, metric, people, revenue, sample, time } from '../../cases/make-column.ts'
import { days, makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(31)
const period = { ...dimension('period', 'Period'), name: 'core.period', type: 'number' as const }
const retention = metric('retention', 'Retention', { unit: 'ratio' })
const columns = [time, period, retention, sample(retention)]
const triangle = (count: number, valueOf: (cohort: number, age: number) => Cell[]) =>
  days(count).flatMap(({ label }, cohort) =>
    Array.from({ length: count }, (_, age): Cell[] => [
      label,
      age,
      ...(cohort + age < count ? valueOf(cohort, age) : valueOf(cohort, age).map(() => null)),
    ]),
  )
const kept = (_: number, age: number) => [Math.min(1, 0.9 ** age * (0.85 + random() * 0.15)), 120]

/** Cohorts in every situation: young ones, many, money, a period nobody measured. */
export const cohortsCases: ViewCases = {
  empty: { title: 'Retention by cohort', frame: makeFrame(columns, [], { grain: 'day', buckets: days(8) }) },
  one: {
    title: 'Retention of one cohort',
    frame: makeFrame(columns, [['2026-10-21', 0, 1, 1274]], { grain: 'day', buckets: days(1) }),
  },
  many: {
    title: 'Retention by cohort',
    subtitle: 'Who came back on a later day',
    frame: makeFrame(
      columns,
      triangle(8, (cohort, age) => (age === 0 ? [1, 900 + cohort * 40] : [Math.round(600 / (age + 1)) / 1000, 900])),
      { grain: 'day', buckets: days(8) },
    ),
  },
  huge: {
    title: 'Revenue of ninety cohorts',
    frame: makeFrame(
      [time, period, revenue],
      triangle(90, (cohort, age) => [Math.round(9e9 * 0.97 ** age * (1 + cohort / 50))]),
      { grain: 'day', buckets: days(90) },
    ),
  },
  null: {
    title: 'Retention by cohort',
    subtitle: 'A day nobody measured stays open',
    frame: makeFrame(
      columns,
      triangle(10, (cohort, age) => (age === 3 && cohort < 6 ? [null, 80] : kept(cohort, age))),
      { grain: 'day', buckets: days(10) },
    ),
  },
  estimate: {
    title: 'People by cohort',
    frame: makeFrame(
      [time, period, people],
      triangle(5, (_, age) => [Math.round(4000 / (age + 1))]),
      { grain: 'day', buckets: days(5) },
    ),
  },
  error: { title: 'Retention', frame: makeFrame([time, retention], [['2026-10-21', 0.7]]) },
}
