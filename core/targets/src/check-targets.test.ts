import { expect, test } from 'vitest'
import { wrongTargets } from './check-targets.ts'

const known = (id: string) => (id === 'a.b' ? { dimensions: ['a.kind'] } : null)
const row = { metric: 'a.b', from: '2026-10-01', to: '2027-01-01', target: { gte: 1 } }
const gone = { ...row, dimension: 'a.gone', value: 'x' }
const away = { ...row, metric: 'off.metric', dimension: null, value: null }

test('a target whose metric or dimension is gone can be removed, and none be set there', () => {
  const removed = [gone, away].map((one) => ({ ...one, target: null }))
  expect(wrongTargets(removed, { known, stored: [gone, away] })).toEqual([])
  expect(wrongTargets(removed, { known, stored: [] }).map(({ message }) => message)).toEqual(
    Array.from({ length: 2 }, () => 'no target begins on 2026-10-01'),
  )
  expect(wrongTargets([gone, away], { known, stored: [] }).map(({ message }) => message)).toEqual([
    expect.stringContaining("has no dimension 'a.gone'"),
    expect.stringContaining("no metric 'off.metric'"),
  ])
})

test('a period has ten years at most, a day a year of the calendar, and a bound is one that can be added up', () => {
  const of = (more: object) => wrongTargets([{ ...row, ...more }], { known, stored: [] })
  expect(of({ from: '2020-01-01', to: '2030-01-01' })).toEqual([])
  expect(of({ from: '2020-01-01', to: '9999-12-31' })).toMatchObject([
    { message: expect.stringContaining('3660 are the most') },
  ])
  expect(of({ target: { lt: -1e15 } })).toEqual([])
  expect(of({ target: { gte: 1e308 } })).toMatchObject([{ message: expect.stringContaining('target.gte: ') }])
  expect(of({ from: '0000-12-31' })).toMatchObject([{ message: 'from: write a year from 1 on' }])
  expect(of({ dimension: 'a.kind', value: 'a\0' })).toMatchObject([{ message: expect.stringContaining('value: ') }])
})
