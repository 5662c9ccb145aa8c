import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test.each([
  ['permisions', 'permissions'],
  ['dashbaords', 'dashboards'],
  ['Metrics', 'metrics'],
  ['metric', 'metrics'],
  ['requried', null],
  ['wholly_other', null],
])('%s means %s', (name, meant) => {
  expect(nearest(name, ['metrics', 'permissions', 'dashboards', 'id', 'pages'])).toBe(meant)
})
