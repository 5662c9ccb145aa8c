import { expect, test } from 'vitest'
import { packRows } from './pack-rows.ts'

test('rows are sent under the columns they go into, in parts of bounded size; odd ones are told', () => {
  const large = 'x'.repeat(90_000)
  const cells = [
    ['1', 'skip', large],
    ['2', 'skip', large],
    ['3', 'skip', large],
    ['4', 'skip'],
    ['5', 'skip', large + large + large],
  ]
  const { parts, odd } = packRows({ cells, lines: [2, 3, 5, 6, 7] }, { id: 0, none: null, note: 2 }, 3)
  expect(parts.map(({ columns, lines }) => [columns, lines])).toEqual([
    [
      ['id', 'note'],
      [2, 3],
    ],
    [['id', 'note'], [5]],
  ])
  expect(odd.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '6 has 2 cells, but the file has 3 columns; correct one of them',
    '7 is larger than 200 kB; bring it over REST',
  ])
  expect(packRows({ cells: Array.from({ length: 2_001 }, () => ['1']), lines: [] }, { id: 0 }, 1).parts).toHaveLength(3)
})
