import { expect, test } from 'vitest'
import { installation, standing, type Installation } from '../../test/installation.ts'

const count = `unit: 'count', direction: 'up', tier: 2`
const marketing = `dimensions: { channel: { title: 'Channel' } },
  metrics: {
    opens: { title: 'Opens', description: 'Opened.', ${count}, status: 'needs-source', dimensions: ['channel'] },
    per_day: { title: 'Per day', description: 'Opened a day.', ${count} } },`
const plainFact = `const events = fact({ name: 'events', table: 'core.events', key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' } })`
const ownFact = `const events = fact({ name: 'events', table: 'core.events', key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' }, dimensions: { 'marketing.channel': () => property('channel') } })`
const requires = `requires: { marketing: { version: '^1', optional: true } },`

function withMarketing(here: Installation): void {
  here.plugin('marketing', {
    contract: marketing,
    serverHead: plainFact,
    server: `metrics: { per_day: ratio(ref('opens'), count(events)) }`,
  })
}
function withSupplier(
  here: Installation,
  id: string,
  more: Partial<Record<'contract' | 'supplies', string>> = {},
): void {
  here.plugin(id, {
    contract: more.contract ?? requires,
    serverHead: ownFact,
    server: `supplies: { ${more.supplies ?? `'marketing.opens': count(events)`} }`,
  })
}

const all = (...ids: string[]) => new Set(ids)

test('a socket is empty, is filled by a plugin that supplies it, and is empty again when that fails', async () => {
  const bare = installation()
  withMarketing(bare)
  const empty = await bare.load()
  expect(standing(empty, 'marketing')).toBe('ready at check')
  expect(empty.metric('marketing.opens')).toMatchObject({ source: null, info: { status: 'needs-source', needs: [] } })
  expect(empty.metric('marketing.per_day')).toMatchObject({ source: null, info: { status: 'needs-source', needs: [] } })

  const here = installation()
  withMarketing(here)
  withSupplier(here, 'mailer')
  const registry = await here.load()
  expect(standing(registry, 'mailer')).toBe('ready at check')
  expect(registry.metric('marketing.opens')).toMatchObject({
    source: { kind: 'count' },
    sourcePlugin: 'mailer',
    info: {
      status: 'live',
      plugin: 'marketing',
      dimensions: ['marketing.channel', 'core.weekday', 'core.hour_of_day'],
    },
  })
  expect(registry.metric('marketing.per_day')).toMatchObject({ source: { kind: 'ratio' }, sourcePlugin: 'marketing' })
  expect(registry.lackOf('marketing.per_day', all('marketing', 'mailer'))).toBeNull()
  expect(registry.lackOf('marketing.per_day', all('marketing'))).toEqual(['mailer'])
  registry.fail('mailer', 'init', new Error('no luck'))
  expect(standing(registry, 'marketing')).toBe('ready at check')
  expect(registry.metric('marketing.per_day')).toMatchObject({
    source: null,
    info: { status: 'needs-source', needs: ['mailer'] },
  })
})

test('of two suppliers the second is the one that fails', async () => {
  const here = installation()
  withMarketing(here)
  withSupplier(here, 'mailer')
  withSupplier(here, 'postman')
  const registry = await here.load()
  expect(standing(registry, 'mailer')).toBe('ready at check')
  expect(standing(registry, 'postman')).toBe(
    "failed at check: metric 'marketing.opens' is supplied by plugin 'mailer' already; install one of the two",
  )
  expect(registry.metric('marketing.opens')?.sourcePlugin).toBe('mailer')
})

test.each([
  [
    'of a plugin it does not require',
    { contract: '' },
    "belongs to plugin 'marketing', which this plugin does not require",
  ],
  [
    'that is not declared',
    { supplies: `'marketing.closes': count(events)` },
    "'marketing.closes', which plugin 'marketing' does not declare",
  ],
  [
    'that has a formula',
    { supplies: `'marketing.per_day': count(events)` },
    "which plugin 'marketing' computes itself",
  ],
  ['of its own', { supplies: `'mailer.sent': count(events)` }, 'which is no metric of another plugin'],
  [
    'from a fact that does not lead to its dimensions',
    {
      supplies: `'marketing.opens': count(fact({ name: 'bare', table: 'core.events', key: ['event_id'], time: { column: 'timestamp', type: 'instant' } }))`,
    },
    "uses dimension 'marketing.channel', but fact 'bare' does not lead to it",
  ],
])('a metric %s cannot be supplied', async (_, more, says) => {
  const here = installation()
  withMarketing(here)
  withSupplier(here, 'mailer', more)
  const registry = await here.load()
  expect(standing(registry, 'mailer')).toContain(says)
  expect(standing(registry, 'marketing')).toBe('ready at check')
})

test('what rests on an optional plugin that is away is left out, and the rest works', async () => {
  const here = installation()
  withSupplier(here, 'mailer')
  here.plugin('sales', {
    contract: `requires: { marketing: { version: '^1', optional: true } },
      metrics: {
        deals: { title: 'Deals', description: 'Deals.', ${count} },
        ratio: { title: 'Ratio', description: 'Deals an opening.', ${count} } },
      panels: {
        deals: { title: 'Deals', view: 'big_number', query: { metrics: ['deals'] } },
        opens: { title: 'Opens', view: 'big_number', query: { metrics: ['marketing.opens'] } } },
      contributes: [{ point: 'marketing/senders/v1', key: 'deals', data: {} }],`,
    serverHead: plainFact,
    server: `metrics: { deals: count(events), ratio: ratio(ref('deals'), ref('marketing.opens')) },
      contributions: [{ point: 'marketing/senders/v1', key: 'deals', server: {} }]`,
  })
  const registry = await here.load()
  for (const id of ['mailer', 'sales']) expect(standing(registry, id)).toBe('ready at check')
  expect(registry.doesWithout('sales')).toEqual(['marketing'])
  expect(registry.metric('sales.deals')).toMatchObject({ info: { status: 'live' } })
  expect(registry.metric('sales.ratio')).toMatchObject({
    source: null,
    info: { status: 'needs-source', needs: ['marketing'] },
  })
  expect(registry.panel('sales.deals')).toMatchObject({ missing: [] })
  expect(registry.panel('sales.opens')).toMatchObject({ missing: ['marketing'] })
})

test('an optional plugin starts first, is not switched on along, and takes nobody with it', async () => {
  const here = installation()
  here.plugin('a', { contract: `requires: { z: { version: '*', optional: true } }` })
  here.plugin('z')
  const registry = await here.load()
  expect(registry.order).toEqual(['z', 'a'])
  expect([...registry.enabledClosure(['a'])]).toEqual(['a'])
  expect(registry.dependents('z')).toEqual([])
  registry.fail('z', 'init', new Error('no luck'))
  expect(standing(registry, 'a')).toBe('ready at check')
  expect(registry.doesWithout('a')).toEqual(['z'])
})

test('an optional plugin of a version that does not fit is told, not used', async () => {
  const here = installation()
  here.plugin('a', { contract: `requires: { z: { version: '^2', optional: true } }` })
  here.plugin('z')
  expect(standing(await here.load(), 'a')).toContain('needs z ^2, but 1.0.0 is installed')
})

test('plugins that wish for each other both run', async () => {
  const here = installation()
  here.plugin('a', { contract: `requires: { b: { version: '*', optional: true } }` })
  here.plugin('b', { contract: `requires: { c: '*' }` })
  here.plugin('c', { contract: `requires: { a: '*' }` })
  const registry = await here.load()
  expect(registry.order).toEqual(['a', 'c', 'b'])
})

test('a metric over rows of an optional plugin needs it: over its view, or over an own one made of it', async () => {
  const here = installation()
  const over = (name: string, table: string) => `const ${name} = fact({ name: '${name}', table: '${table}', key: ['id'],
    time: { column: 'at', type: 'instant' } })`
  here.plugin('sales', { server: `publish: { won: view(undefined) }` })
  here.plugin('market', {
    contract: `requires: { sales: { version: '*', optional: true } },
      metrics: { won: { title: 'Won', description: 'Won.', ${count} }, credits: { title: 'Credits', description: 'Credits.', ${count} },
        own: { title: 'Own', description: 'Own.', ${count} } },`,
    serverHead: `${over('won', 'sales.won')}; ${over('credits', 'market.credits')}; ${over('own', 'market.own')}`,
    server: `publish: { credits: view(undefined, { needs: ['sales'] }), own: view(undefined) },
      metrics: { won: count(won), credits: ratio(count(credits), count(own)), own: count(own) }`,
  })
  const registry = await here.load()
  expect([standing(registry, 'sales'), standing(registry, 'market')]).toEqual(['ready at check', 'ready at check'])
  for (const [metric, lack] of [
    ['won', ['sales']],
    ['credits', ['sales']],
    ['own', null],
  ] as const) {
    expect(registry.lackOf(`market.${metric}`, all('market', 'sales'))).toBeNull()
    expect(registry.lackOf(`market.${metric}`, all('market'))).toEqual(lack)
  }
  registry.fail('sales', 'init', new Error('no luck'))
  expect(registry.metric('market.credits')).toMatchObject({
    source: null,
    info: { status: 'needs-source', needs: ['sales'] },
  })
})
