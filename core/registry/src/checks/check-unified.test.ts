import { expect, test } from 'vitest'
import { installation, seenContract, seenFact, seenServer, standing } from '../../test/installation.ts'

const head = "import { sql } from 'kysely'\n"

async function standingWith(unified: string, more = '') {
  const here = installation()
  here.plugin('shop', {
    contract: `${seenContract} ...${unified},`,
    serverHead: `${head} ${seenFact}`,
    server: `${seenServer} publish: { orders: view(sql\`select tenant_id from core.events\`) },`,
    head: more,
  })
  return standing(await here.load(), 'shop')
}

test('a dimension and views that are there pass', async () => {
  expect(await standingWith(`{ unified: { entity: 'kind', views: ['orders'] } }`)).toBe('ready at check')
  expect(await standingWith(`{ unified: { entity: 'core.account' } }`)).toBe('ready at check')
})

test.each([
  [`{ unified: { entity: 'kine' } }`, "dimension 'shop.kine'"],
  [`{ unified: { categories: { size: { of: 'sold', from: { big: 1 } } } } }`, "is of 'sold', which is no metric"],
  [`{ unified: { categories: { size: { of: 'seen', from: {} } } } }`, 'has no bands'],
  [`{ unified: { categories: { size: { of: 'seen', from: { a: 1, b: 1 } } } } }`, 'from the same value'],
  [`{ unified: { categories: { seen: { of: 'seen', from: { a: 1 } } } } }`, 'has the name of a metric'],
  [`{ unified: { views: { deals: 'won' } } }`, "view 'won' is published by nobody"],
  [`{ unified: { views: ['deals'] } }`, "view 'deals' is published by nobody"],
  [`{ unified: { entitys: 'kind' } }`, "did you mean 'entity'?"],
])('%s is refused with what is wrong', async (unified, reason) => {
  expect(await standingWith(unified)).toContain(reason)
})
