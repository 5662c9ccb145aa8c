import { expect, test } from 'vitest'
import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { dimension, metric, sample, time } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { cohortsHits } from './cohorts-hits.ts'
import { cohortsLayout } from './cohorts-layout.ts'

const period = { ...dimension('period', 'Period'), name: 'core.period', type: 'number' as const }
const retention = metric('retention', 'Retention', { unit: 'ratio' })
const frameOf = (count: number, valueOf: (cohort: number, age: number) => number | null) =>
  makeFrame(
    [time, period, retention, sample(retention)],
    days(count).flatMap(({ label }, cohort) =>
      Array.from({ length: count }, (_, age): Cell[] => [
        label,
        age,
        cohort + age < count ? valueOf(cohort, age) : null,
        50,
      ]),
    ),
    { grain: 'day', buckets: days(count) },
  )
const props = (frame: Frame, width = 700) => ({ frame, options: {}, width, height: 220 })

test('periods that have not come have no cell, one that nobody measured has an open one', () => {
  const { cells } = cohortsLayout(
    props(frameOf(3, (cohort, age) => (cohort === 0 && age === 1 ? null : 1 / (age + 1)))),
  )
  expect(cells.map(({ title, text, token }) => [title, text, token !== null])).toEqual([
    ['Oct 21 · Period 0', '100.0 %', true],
    ['Oct 21 · Period 1', '', false],
    ['Oct 21 · Period 2', '33.3 %', true],
    ['Oct 22 · Period 0', '100.0 %', true],
    ['Oct 22 · Period 1', '50.0 %', true],
    ['Oct 23 · Period 0', '100.0 %', true],
  ])
})

test('how many began stands beside each cohort, and colours are measured by the periods after the first', () => {
  const { rows, scale } = cohortsLayout(props(frameOf(3, (_, age) => (age === 0 ? 1 : 0.3 / age))))
  expect(rows.map(({ lines, count }) => [lines[0], count])).toEqual([
    ['Oct 21', '50'],
    ['Oct 22', '50'],
    ['Oct 23', '50'],
  ])
  expect(scale.high).toBe(0.3)
})

test('where there is no room the latest cohorts stand, and it is said', () => {
  const { rows, note } = cohortsLayout(
    props(
      frameOf(40, (_, age) => 0.9 ** age),
      300,
    ),
  )
  expect(rows.at(-1)?.lines[0]).toBe('Nov 29')
  expect(note).toContain(`the latest ${rows.length} of 40 cohorts shown`)
})

test('a cell says how many are behind it', () => {
  const [hit] = cohortsHits(props(frameOf(2, () => 1)))
  expect(hit?.lines.map(({ name, value }) => [name, value])).toEqual([
    ['Retention', '100.0 %'],
    ['n', '50'],
  ])
})
