import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { compared, provider, success, time, users } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { tableCases } from './table-cases.ts'
import { DataTable } from './data-table.tsx'

const frame = makeFrame(
  [provider, users, compared(users), success],
  [
    ['microsoft', 9, 10, 0.7],
    ['google', 1274, 1100, null],
    ['meta', 294, 100, 0.9],
    ['linkedin', null, 5, 0.8],
  ],
)

function order(id: string, desc: boolean) {
  const markup = renderToStaticMarkup(<DataTable frame={frame} width={500} height={300} sort={[{ id, desc }]} />)
  return [...markup.matchAll(/<td>(\w+)<\/td>/g)].map((found) => found[1])
}

describe('sorts', () => {
  test('categories by their readable name', () => {
    expect(order(provider.name, false)).toEqual(['Google', 'LinkedIn', 'Meta', 'Microsoft'])
  })
  test('numbers by size, missing ones last either way', () => {
    expect(order(users.name, true)).toEqual(['Google', 'Meta', 'Microsoft', 'LinkedIn'])
    expect(order(users.name, false)).toEqual(['Microsoft', 'Meta', 'Google', 'LinkedIn'])
    expect(order(success.name, false)).toEqual(['Microsoft', 'LinkedIn', 'Meta', 'Google'])
  })
  test('comparisons by their change', () => {
    expect(order(compared(users).name, true)).toEqual(['Meta', 'Google', 'Microsoft', 'LinkedIn'])
  })
})

test('says how it is sorted', () => {
  const markup = renderToStaticMarkup(
    <DataTable frame={frame} width={500} height={300} sort={[{ id: users.name, desc: true }]} />,
  )
  expect(markup).toContain('aria-sort="descending"')
})

test('a comparison shows its value and the change', () => {
  const markup = renderToStaticMarkup(<DataTable frame={frame} width={500} height={300} />)
  expect(markup).toContain('1,100<span class="t-change t-good">▲ +15.8 %')
  expect(markup).toContain('>–</td>')
})

test('a day beside several says which, and no change', () => {
  const [day] = days(1)
  const byDay = makeFrame([time, users, compared(users)], [[day?.label ?? '', 100, 400]], {
    grain: 'day',
    buckets: days(1),
  })
  const span = { from: '2026-01-28', to: '2026-02-01', fromInstant: '', toInstant: '' }
  const comparisons = byDay.meta.comparisons.map((one) => ({
    ...one,
    longer: [{ label: day?.label ?? '', range: span }],
  }))
  const longer = { ...byDay, meta: { ...byDay.meta, comparisons } }
  const markup = renderToStaticMarkup(<DataTable frame={longer} width={500} height={300} />)
  expect(markup).toContain('Jan 28 – 31, 2026')
  expect(markup).not.toContain('%')
})

test('a row of an incomplete period says so, and its change is not judged', () => {
  const buckets = days(2)
  const byDay = makeFrame(
    [time, users, compared(users)],
    [
      [buckets[0]?.label ?? '', 90, 100],
      [buckets[1]?.label ?? '', 40, 100],
    ],
    { grain: 'day', buckets },
  )
  const markup = renderToStaticMarkup(<DataTable frame={byDay} width={500} height={300} />)
  const [whole, running] = [...markup.matchAll(/<tr><td.*?<\/tr>/g)].map(([row]) => row)
  expect(whole).not.toContain('incomplete')
  expect(whole).toContain('t-bad')
  expect(running).toContain('2026<span class="t-note-beside">incomplete</span>')
  expect(running).toContain('t-change t-neutral')
})

test('the grand total stands below the rows, as the answer gives it, however the rows are sorted', () => {
  const total = { by: [], rows: [[null, 1500, 1210, 0.8]] }
  const draw = (totals: typeof frame.totals) =>
    renderToStaticMarkup(
      <DataTable
        frame={{ ...frame, ...(totals ? { totals } : {}) }}
        width={500}
        height={300}
        sort={[{ id: users.name, desc: true }]}
      />,
    )
  const footer = /<tfoot>(.*)<\/tfoot>/.exec(draw([total]))?.[1] ?? ''
  // 1,274 + 294 + 9 would be 1,577: people with several providers count once
  expect(
    footer
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  ).toMatch(/^Total 1,500 1,210 ▲ \+24\.0 % better 80\.0 %$/)
  expect(draw([{ ...total, by: ['time'] }])).not.toContain('<tfoot>')
  expect(draw(undefined)).not.toContain('<tfoot>')
})

test('of five thousand rows only those in sight are drawn', () => {
  const markup = renderToStaticMarkup(<DataTable frame={tableCases.huge.frame} width={500} height={330} />)
  expect(markup.match(/<tr/g)?.length).toBeLessThan(30)
})
