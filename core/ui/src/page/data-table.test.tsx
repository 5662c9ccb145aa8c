import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DataTable, type RecordColumn } from './data-table.tsx'

const rows = [
  { team: 'North', amount: 120_000 },
  { team: 'South', amount: null },
  { team: 'East', amount: 9_000.5 },
]

const draw = (sort: { by: string; desc?: boolean } | undefined, shown = rows) =>
  renderToStaticMarkup(
    <DataTable
      label="Quotas"
      rows={shown}
      rowKey={({ team }) => team}
      columns={[
        { id: 'team', title: 'Team', value: ({ team }) => team },
        { id: 'amount', title: 'Amount', value: ({ amount }) => amount, numeric: true },
      ]}
      empty={<p>nothing yet</p>}
      {...(sort ? { sort } : {})}
    />,
  )
const firsts = (html: string) => [...html.matchAll(/<tr><td[^>]*>(\w+)/g)].map(([, team]) => team)

test('rows stand as given, or sorted; what is missing stays last either way', () => {
  expect(firsts(draw(undefined))).toEqual(['North', 'South', 'East'])
  expect(firsts(draw({ by: 'amount', desc: true }))).toEqual(['North', 'East', 'South'])
  expect(firsts(draw({ by: 'amount' }))).toEqual(['East', 'North', 'South'])
  expect(firsts(draw({ by: 'team' }))).toEqual(['East', 'North', 'South'])
})

test('numbers are exact and stand on the right, and a head says how it sorts', () => {
  const html = draw({ by: 'amount', desc: true })
  expect(html).toContain('<td class="t-num">120,000</td>')
  expect(html).toContain('<td class="t-num">9,000.5</td>')
  expect(html).toContain('<td class="t-num">–</td>')
  expect(html).toContain('<th scope="col" aria-sort="descending" class="t-num">')
})

test('what says more about the first column stands beneath it too, for phones', () => {
  const html = renderToStaticMarkup(
    <DataTable
      label="Quotas"
      rows={rows}
      rowKey={({ team }) => team}
      columns={[
        { id: 'team', title: 'Team', value: ({ team }) => team },
        { id: 'area', title: 'Area', value: () => 'Sales', beneath: true },
      ]}
    />,
  )
  expect(html).toContain(
    '<td class="t-short">North<span class="t-under">Sales</span></td><td class="t-beneath t-short">Sales</td>',
  )
})

test('what a phone has no room for stands beneath the first column with its title, numbers and what shall stay are columns', () => {
  const under = (columns: readonly RecordColumn<(typeof rows)[number]>[]) => {
    const html = renderToStaticMarkup(
      <DataTable label="Q" rows={rows.slice(0, 1)} rowKey={() => 'one'} columns={columns} />,
    )
    return [...html.matchAll(/<span class="t-under">(.*?)<\/span>(?=<span class="t-under"|<\/td>)/g)].map(
      ([, text = '']) => text.replaceAll(/<[^>]+>/g, ''),
    )
  }
  const text = (id: string, more: Partial<RecordColumn<(typeof rows)[number]>> = {}) => {
    return { id, title: id.toUpperCase(), value: () => `the ${id}`, ...more }
  }
  const number = (id: string) => text(id, { value: () => 7, numeric: true })
  expect(under([text('a'), text('b'), number('c')])).toEqual([])
  expect(under([text('a'), text('b'), number('c'), number('d')])).toEqual(['B: the b'])
  expect(under([text('a'), text('b', { beneath: false }), number('c'), number('d')])).toEqual(['C: 7', 'D: 7'])
  expect(under([text('a'), text('b'), number('c'), number('d'), number('e'), number('f')])).toEqual([
    'B: the b',
    'F: 7',
  ])
  expect(under([text('a'), text('b', { value: () => null }), text('c'), text('d')])).toEqual(['C: the c', 'D: the d'])
  const sentence = 'a sentence of more than forty characters, surely'
  expect(under([text('a'), text('why', { value: () => sentence })])).toEqual([`WHY: ${sentence}`])
})

test('words, names and days stay in one line, and of many columns each has less room', () => {
  const deal = { name: 'Meridian Robotics, two more teams', by: 'Isabella Martinez', on: '2026-11-26T09:30:00.000Z' }
  const wide = (count: number) =>
    renderToStaticMarkup(
      <DataTable
        label="Deals"
        rows={[deal]}
        rowKey={({ name }) => name}
        columns={[
          { id: 'name', title: 'Deal', value: ({ name }) => name },
          { id: 'by', title: 'Sold by', value: ({ by }) => by, beneath: false },
          { id: 'on', title: 'On', value: ({ on }) => on, beneath: false },
          ...Array.from({ length: count }, (_, at) => ({ id: `${at}`, title: `${at}`, value: () => 7, numeric: true })),
        ]}
      />,
    )
  expect(wide(0)).toContain('<td>Meridian')
  expect(wide(0)).toContain('<td class="t-short">Isabella Martinez</td><td class="t-short">2026-')
  expect(wide(7)).toContain('<table class="t-table">')
  expect(wide(8)).toContain('<table class="t-table t-dense">')
})

test('no rows are told in words', () => {
  expect(draw(undefined, [])).toBe('<p>nothing yet</p>')
})

test('of many rows the first are shown, with a field to find the others; sentences have room for a line', () => {
  const many = Array.from({ length: 40 }, (_, at) => ({
    team: `Team ${at}`,
    why: 'a sentence of more than forty characters, surely',
  }))
  const html = renderToStaticMarkup(
    <MantineProvider>
      <DataTable
        label="Teams"
        rows={many}
        rowKey={({ team }) => team}
        columns={[
          { id: 'team', title: 'Team', value: ({ team }) => team },
          { id: 'why', title: 'Why', value: ({ why }) => why },
        ]}
      />
    </MantineProvider>,
  )
  expect(firsts(html)).toHaveLength(25)
  expect(html).toContain('aria-label="Find in Teams"')
  expect(html).toContain('25 of 40')
  expect(html).toContain('Show 15 more')
  expect(html).toContain('<td class="t-beneath t-long">')
})
