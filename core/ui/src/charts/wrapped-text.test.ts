import { expect, test } from 'vitest'
import { textWidth } from '../format/text-width.ts'
import { crossNames } from './axes/cross-names.ts'
import { nameColumn } from './name-column.ts'
import { wrapText } from './wrapped-text.tsx'

const names = ['RateLimitExceeded', 'Median first response time', 'a/b/c', '', 'x', 'two  spaces', 'Manufacturing']
const letters = (text: string) => text.replaceAll(' ', '')

test('whatever the width, lines are within it and hold the text from its beginning, whole unless the last one is cut', () => {
  for (const text of names)
    for (let width = 8; width < 260; width += 3)
      for (const most of [1, 2, 3]) {
        const lines = wrapText(text, width, { most })
        expect(lines.length).toBeLessThanOrEqual(most)
        const joined = lines.join('')
        const isCut = joined.endsWith('…') || lines.some((line) => line.endsWith('…'))
        // a letter and its ellipsis are the least there is
        if (width > 24) for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width)
        if (!isCut) expect(letters(joined)).toBe(letters(text))
        else expect(textWidth(text)).toBeGreaterThan(width)
      }
})

test('words stay whole where they can, and are broken where they have parts', () => {
  expect(wrapText('Median first response time', 120, { most: 2 })).toEqual(['Median first', 'response time'])
  expect(wrapText('RateLimitExceeded', 80, { most: 2 })).toEqual(['RateLimit', 'Exceeded'])
  expect(wrapText('Manufacturing', 60, { most: 2 })).toEqual([expect.stringMatching(/^Manuf\w*…$/)])
})

test('names before rows take the share they need, a second line where rows are high, and no more than half of the chart', () => {
  const room = { width: 400, share: 0.3, rowHeight: 34, size: 13 }
  const short = nameColumn(['Ada', 'Bob'], room)
  expect(short.width).toBe(Math.max(textWidth('Ada', 13), textWidth('Bob', 13)))
  const two = nameColumn(['Median first response time'], room)
  expect(two.linesOf('Median first response time')).toEqual(['Median first', 'response time'])
  const flat = nameColumn(['RateLimitExceeded'], { ...room, rowHeight: 20 })
  expect([flat.linesOf('RateLimitExceeded'), flat.isWhole]).toEqual([['RateLimitExceeded'], true])
  expect(flat.width).toBeLessThanOrEqual(200)
  const long = nameColumn(['a name that has room on no two lines of a chart that is so narrow, at all'], {
    ...room,
    rowHeight: 20,
  })
  expect([long.width, long.isWhole]).toEqual([200, false])
})

test('names of columns stand on lines, or slanted inside of the drawing, and say how high they are', () => {
  const xOf = (index: number) => 70 + index * 50
  const lines = crossNames(['Small team', 'Free'], xOf, { step: 50, height: 80 })
  expect(lines.names.map((name) => name.lines)).toEqual([['Small', 'team'], ['Free']])
  expect(lines.height).toBe(28)
  const slanted = crossNames(['Manufacturing', 'Free'], xOf, { step: 50, height: 80 })
  expect(slanted.names.map(({ text, slanted: turned }) => [text, turned])).toEqual([
    [expect.stringMatching(/^Manufactur/), true],
    ['Free', true],
  ])
  expect(slanted.height).toBeLessThanOrEqual(80)
})
