import { expect, test } from 'vitest'
import { dimension, score } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { tableColumns } from './table-columns.ts'

test.each([
  ['whole ones', [70, 42, null], 0],
  ['scores far from each other', [54.85, 42.13, 70], 1],
  ['scores less than a point from each other', [54.85, 54.91, 54.2], 2],
  ['a score of its own', [54.85], 1],
])('decimals of a column of %s', (_, values, decimals) => {
  const frame = makeFrame(
    [dimension('team', 'Team'), score],
    values.map((value, at) => [`team ${at}`, value]),
  )
  expect(tableColumns(frame).map((column) => column.decimals)).toEqual([undefined, decimals])
})
