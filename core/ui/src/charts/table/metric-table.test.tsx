import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { compared, disconnects, sample, success, users } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { DataTable } from './data-table.tsx'

const cells = (row: string) =>
  [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, inner = '']) => inner.replaceAll(/<[^>]*>/g, ' ').trim())
const texts = (markup: string) => [...markup.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) => cells(row))

test('totals stand below each other, with the columns some of them have', () => {
  const columns = [users, compared(users), success, compared(success), sample(success), disconnects]
  const frame = makeFrame(columns, [[2450, 2076, 0.785, 0.753, 12_000, null]])
  expect(texts(renderToStaticMarkup(<DataTable frame={frame} width={500} height={300} />))).toEqual([
    ['Metric', 'Value', 'Previous period', 'n', 'Target'],
    ['Connected users', '2,450', expect.stringMatching(/^2,076 .*\+18\.0 %.*better$/), '', '–'],
    ['OAuth success', '78.5 %', expect.stringMatching(/^75\.3 % .*\+3\.2 pp/), '12,000', '&gt; 75.0 %, met'],
    ['Disconnect rate', '–', '', '', '–'],
  ])
})

test('a value with fewer observations than its metric needs is flagged, not hidden', () => {
  const rate = { ...success, minSample: 50 }
  const frame = makeFrame([rate, compared(rate), sample(rate)], [[0.785, 0.753, 12]])
  expect(texts(renderToStaticMarkup(<DataTable frame={frame} width={240} height={120} />))).toEqual([
    ['Value', '78.5 %'],
    ['Previous period', '75.3 %'],
    ['Target', '&gt; 75.0 % met, within noise'],
    ['n', '12 fewer than 50'],
  ])
})

test('one total is a line for each of its values', () => {
  const frame = makeFrame([success, compared(success), sample(success)], [[0.785, 0.753, 12_000]])
  expect(texts(renderToStaticMarkup(<DataTable frame={frame} width={240} height={120} />))).toEqual([
    ['Value', '78.5 %'],
    ['Previous period', '75.3 % ▲ +3.2 pp better'],
    ['Target', '&gt; 75.0 % met'],
    ['n', '12,000'],
  ])
})
