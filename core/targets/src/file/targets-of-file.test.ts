import { openRowFile } from '@tessera/row-files'
import { expect, test } from 'vitest'
import { targetsOfFile, wrongLines } from './targets-of-file.ts'

const read = async (text: string, most = 100) => targetsOfFile(await openRowFile(new Blob([text])), most)

test('a file of targets names the last day or the one after it, and one bound of each', async () => {
  const csv = [
    'metric;from;last;dimension;value;gte;lt',
    'shop.orders;2026-10-01;2026-12-31;;;1200;',
    '',
    'shop.orders;2026-10-01;2026-12-31;shop.country; DE ;400.5;',
    'shop.churn;2026-01-01;2026-02-28;;;;35 %',
  ].join('\r\n')
  const all = { from: '2026-10-01', to: '2027-01-01', dimension: null, value: null }
  expect(await read(csv)).toEqual({
    targets: [
      { metric: 'shop.orders', ...all, target: { gte: 1200 } },
      { metric: 'shop.orders', ...all, dimension: 'shop.country', value: 'DE', target: { gte: 400.5 } },
      { metric: 'shop.churn', ...all, from: '2026-01-01', to: '2026-03-01', target: { lt: 0.35 } },
    ],
    lines: [2, 4, 5],
    wrong: [],
  })
  const listed = [{ metric: 'shop.orders', ...all, target: { gte: 1200 }, setBy: null, setAt: '2026-10-01T00:00:00Z' }]
  expect((await read(JSON.stringify(listed))).targets).toEqual([
    { metric: 'shop.orders', ...all, target: { gte: 1200 } },
  ])
})

test('each wrong line says what is wrong with it', async () => {
  const csv = [
    'metric,from,last,to,gte,lte',
    ',2026-10-01,2026-10-31,,1,',
    'a.b,2026-11-31,2026-12-31,,1,',
    'a.b,2026-11-01,31.12.2026,,1,',
    'a.b,2026-11-01,,,1,',
    'a.b,2026-11-01,2026-11-30,2026-12-01,1,',
    'a.b,2026-11-01,2026-11-30,,,',
    'a.b,2026-11-01,2026-11-30,,1,2',
    'a.b,2026-11-01,2026-11-30,,"1.200,5",',
    'a.b,2026-11-01',
    'a.b,2026-11-01,,2026-12-01,-1e3,',
  ].join('\n')
  const { targets, wrong } = await read(csv)
  expect(targets).toMatchObject([{ to: '2026-12-01', target: { gte: -1000 } }])
  expect(wrong.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
  const said = [
    'metric: is empty',
    'no day',
    'no day',
    'is empty',
    'both',
    'no bound',
    'more than one',
    'no number',
    '2 cells',
  ]
  for (const [at, words] of said.entries()) expect(wrong[at]?.reason).toContain(words)
})

test('a head that is none and a file that is too long are refused as a whole', async () => {
  await expect(read('metric,from,goal\n')).rejects.toMatchObject({
    code: 'target_file_wrong',
    message: expect.stringContaining('it has no column last, and has goal, which nobody reads'),
  })
  const long = `metric,from,last,gte\n${'a.b,2026-10-01,2026-10-31,1\n'.repeat(3)}`
  await expect(read(long, 2)).rejects.toMatchObject({ code: 'target_file_long' })
})

test('what is refused of the rows of a call is told by lines of the file', () => {
  const issues = [
    { path: 'rows.1', message: 'row 1 is of the same first day' },
    { path: 'rows.0.from', message: 'write a day as 2026-10-01' },
  ]
  expect(wrongLines(issues, [2, 4])).toEqual([
    { line: 4, reason: 'line 2 is of the same first day' },
    { line: 2, reason: 'from: write a day as 2026-10-01' },
  ])
})
