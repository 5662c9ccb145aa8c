import { expect, test } from 'vitest'
import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { dimension, metric } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { matrixHits } from './matrix-hits.ts'
import { matrixLayout } from './matrix-layout.ts'

const [feature, segment] = [dimension('feature', 'Feature'), dimension('segment', 'Segment')]
const adoption = metric('adoption', 'Adoption', { unit: 'ratio' })
const frame = makeFrame(
  [feature, segment, adoption],
  [
    ['alerts', 'smb', 0.2],
    ['alerts', 'enterprise', 0.1],
    ['exports', 'smb', 0.8],
  ],
)
const props = (of: Frame, shade: 'all' | 'row' | 'column' = 'all', width = 400) => ({
  frame: of,
  options: { shade },
  width,
  height: 200,
})

test('every pair has a cell; one that was not answered is open', () => {
  const cells = matrixLayout(props(frame)).cells.map(({ title, text, token }) => [title, text, token])
  expect(cells).toEqual([
    ['alerts · smb', '20.0 %', 'seq-2'],
    ['alerts · enterprise', '10.0 %', 'seq-1'],
    ['exports · smb', '80.0 %', 'seq-6'],
    ['exports · enterprise', '', null],
  ])
})

test('a cell may be measured by its row or its column', () => {
  const tokens = (shade: 'row' | 'column') => matrixLayout(props(frame, shade)).cells.map(({ token }) => token)
  expect(tokens('row')).toEqual(['seq-6', 'seq-4', 'seq-6', null])
  expect(tokens('column')).toEqual(['seq-2', 'seq-6', 'seq-6', null])
})

test('a cell says its value', () => {
  const [hit, , , open] = matrixHits(props(frame))
  expect([hit?.title, hit?.lines[0]?.value]).toEqual(['alerts · smb', '20.0 %'])
  expect(open?.lines[0]?.value).toBe('–')
})

test('what has no room is left out and said', () => {
  const rows = Array.from({ length: 60 * 40 }, (_, at): Cell[] => [`row ${Math.floor(at / 40)}`, `c${at % 40}`, at])
  const { cells, note, size } = matrixLayout(props(makeFrame([feature, segment, adoption], rows), 'all', 280))
  const columns = new Set(cells.map(({ x }) => x)).size
  expect(note).toBe(`${cells.length / columns} of 60 rows shown, ${columns} of 40 columns shown`)
  expect(Math.max(...cells.map(({ x }) => x)) + size.width).toBeLessThanOrEqual(280.5)
  expect(Math.max(...cells.map(({ y }) => y)) + size.height).toBeLessThanOrEqual(200)
})

test('shares are written without decimals only where none of them would read as all or nothing', () => {
  const of = (value: number) =>
    makeFrame(
      [feature, segment, adoption],
      [['a', 'b', value], ...['c', 'd', 'e', 'f', 'g'].map((name) => ['a', name, 0.5])],
    )
  const texts = (value: number) => matrixLayout(props(of(value), 'all', 250)).cells.map(({ text }) => text)
  expect(texts(0.25)[0]).toBe('25 %')
  expect(texts(0.999)[0]).toBe('')
})
