import { expect, test } from 'vitest'
import { installation, standing } from '../../test/installation.ts'

const deals = `title: 'Deals', path: 'deals/:dealId?'`
const door = { 'src/web.ts': 'export default {}' }

async function standingOf(contract: string, files: Readonly<Record<string, string>> = door): Promise<string> {
  const here = installation()
  here.plugin('sales', { contract, files })
  return standing(await here.load(), 'sales')
}

test('a page has its names in full, and is gone with its plugin', async () => {
  const here = installation()
  const contract = `domain: 'sales', icon: 'handshake',
    permissions: { see: { title: 'See', description: 'See deals.', roles: [] } },
    pages: { deals: { ${deals}, icon: 'list', nav: { order: 2 }, needs: 'see' }, board: { title: 'Board', path: 'board' } }`
  here.plugin('sales', { contract, files: door })
  const registry = await here.load()
  expect(registry.pages(new Set(['sales']))).toEqual([
    {
      id: 'sales.deals',
      plugin: 'sales',
      name: 'deals',
      title: 'Deals',
      path: 'deals/:dealId?',
      icon: 'list',
      order: 2,
      needs: 'sales:see',
    },
    {
      id: 'sales.board',
      plugin: 'sales',
      name: 'board',
      title: 'Board',
      path: 'board',
      icon: null,
      order: null,
      needs: 'metrics:read',
    },
  ])
  expect(registry.pages(new Set())).toEqual([])
  registry.fail('sales', 'run', new Error('gone'))
  expect(registry.pages()).toEqual([])
})

test.each([
  [`pages: { deals: { title: 'Deals', path: '/deals' } }`, "page 'deals' is wrong: its path '/deals' is none"],
  [`pages: { deals: { title: '', path: 'deals' } }`, "page 'deals' is wrong: it has no title"],
  [`pages: { deals: { title: 'Deals', path: 'deals/:id', nav: { order: 1 } } }`, 'navigation cannot lead to it'],
  [
    `pages: { deals: { ${deals} }, other: { title: 'O', path: 'deals' } }`,
    "page 'deals' lies at the same address 'deals'",
  ],
  [`pages: { deals: { ${deals}, needs: 'edit' } }`, "page 'deals' needs the right 'sales:edit', which nobody declares"],
  [
    `pages: { deals: { ${deals}, icon: 'lst' } }`,
    "the icon of page 'deals' is 'lst', which there is not; did you mean 'list'?",
  ],
  [
    `pages: { deals: { ${deals}, need: 'admin' } }`,
    "page 'deals' has the field 'need', which nothing reads; did you mean 'needs'?",
  ],
  [`pages: { 'all-deals': { ${deals} } }`, "page 'all-deals' is not snake_case"],
  [`domain: 'sale'`, "the domain of the contract is 'sale', which there is not; did you mean 'sales'?"],
  [`permisions: {}`, "the contract has the field 'permisions', which nothing reads; did you mean 'permissions'?"],
  [`colour: 'red'`, "the contract has the field 'colour', which nothing reads; take it out"],
  [
    `metrics: { won: { title: 'W', description: 'W.', unit: 'count', direction: 'up', tier: 1, status: 'needs-source', targett: { gt: 1 } } }`,
    "metric 'won' has the field 'targett', which nothing reads; did you mean 'target'?",
  ],
  [
    `panels: { won: { title: 'W', view: 'big_number', query: { metrics: [], filter: {} } } }`,
    "the query of panel 'won' has the field 'filter', which nothing reads; did you mean 'filters'?",
  ],
])('%s is refused', async (contract, says) => {
  expect(await standingOf(contract)).toContain(says)
})

test('a page without a door to draw it is refused', async () => {
  expect(await standingOf(`pages: { deals: { ${deals} } }`, {})).toContain("page 'deals' has nobody to draw it")
})
