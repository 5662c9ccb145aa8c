import { builtInViews, viewShape } from '@tessera/plugin-api'
import { expect, test } from 'vitest'
import { installation, seenContract, seenFact, seenServer } from '../../test/installation.ts'

const seen = { contract: seenContract, serverHead: seenFact, server: seenServer }

test('a metric is known by its full id, with everything a reader may know of it', async () => {
  const here = installation()
  here.plugin('sales', seen)
  const registry = await here.load()
  const metric = registry.metric('sales.seen')
  expect(metric?.info).toEqual({
    id: 'sales.seen',
    plugin: 'sales',
    title: 'Seen',
    description: 'Events.',
    unit: 'count',
    direction: 'up',
    tier: 2,
    owner: 'The sales',
    target: null,
    version: 1,
    status: 'live',
    dimensions: ['sales.kind', 'core.weekday', 'core.hour_of_day'],
  })
  expect(metric?.source).toMatchObject({ kind: 'count' })
  expect(metric?.sourcePlugin).toBe('sales')
  expect(registry.metric('sales.nope')).toBeUndefined()
  expect(registry.metric('sales.constructor')).toBeUndefined()
  expect(registry.metrics()).toHaveLength(1)
  expect(registry.dimension('sales.kind')).toEqual({
    id: 'sales.kind',
    plugin: 'sales',
    title: 'Kind',
    description: '',
    type: 'text',
    labels: { a: 'Letter A' },
    colors: {},
  })
})

test('a metric that needs a source has none', async () => {
  const here = installation()
  here.plugin('sales', { contract: seenContract.replace('tier: 2', `tier: 2, status: 'needs-source'`) })
  const registry = await here.load()
  expect(registry.metric('sales.seen')).toMatchObject({ source: null, info: { status: 'needs-source' } })
})

test('dimensions of core are known under the ids its entities use', async () => {
  const { accounts, clockDimensions, periodDimension, users } = await import('@tessera/plugin-api/server')
  const registry = await installation().load()
  const used = [
    ...Object.keys(accounts.dimensions),
    ...Object.keys(users.dimensions),
    periodDimension,
    ...clockDimensions,
  ]
  expect(registry.dimensions().map(({ id }) => id)).toEqual(used)
})

test('panels and dashboards carry full ids', async () => {
  const here = installation()
  here.plugin('sales', {
    ...seen,
    contract: seenContract.replace(
      `query: { metrics: ['seen'], dimensions: ['kind'] }`,
      `options: { secondary: 'seen', top: 3 }, drill: { dimension: 'kind', title: 'By kind' },
       query: { metrics: ['seen'], dimensions: ['kind'],
         filters: { or: [{ member: 'kind', operator: 'set' }, { and: [{ not: { member: 'seen', operator: 'gt', values: [1] } }] }] },
         order: [{ key: 'seen:previous_period', dir: 'desc' }, { key: 'kind', dir: 'asc' }, { key: 'time', dir: 'asc' }] }`,
    ),
  })
  const registry = await here.load()
  const [panel] = registry.panels(new Set(['sales']))
  expect(panel).toEqual({
    id: 'sales.by_kind',
    plugin: 'sales',
    missing: [],
    shape: viewShape(builtInViews.ranked_bar),
    metrics: ['sales.seen'],
    spec: {
      title: 'By kind',
      view: 'ranked_bar',
      options: { secondary: 'sales.seen', top: 3 },
      drill: { dimension: 'sales.kind', title: 'By kind' },
      query: {
        metrics: ['sales.seen'],
        dimensions: ['sales.kind'],
        filters: {
          or: [
            { member: 'sales.kind', operator: 'set' },
            { and: [{ not: { member: 'sales.seen', operator: 'gt', values: [1] } }] },
          ],
        },
        order: [
          { key: 'sales.seen:previous_period', dir: 'desc' },
          { key: 'sales.kind', dir: 'asc' },
          { key: 'time', dir: 'asc' },
        ],
      },
    },
  })
  expect(registry.dashboards(new Set(['sales'])).map(({ id, spec }) => [id, spec.cards])).toEqual([
    ['sales.overview', [{ panel: 'sales.by_kind', x: 0, y: 0, w: 12, h: 4 }]],
  ])
  expect(registry.panels(new Set())).toEqual([])
  expect(registry.dashboards(new Set(['other']))).toEqual([])
})

test('what a failed plugin added is gone from every view, and its panel leaves a gap', async () => {
  const here = installation()
  here.plugin('base', {
    ...seen,
    server: `${seenServer} events: { seen: { properties: z.object({}) } }`,
    serverHead: `import { z } from 'zod'; ${seenFact}`,
  })
  here.plugin('upper', { contract: `requires: { base: '*' }` })
  here.plugin('beside', {
    contract: `panels: { p: { title: 'P', view: 'table', query: { metrics: ['base.seen'] } } }`,
  })
  const registry = await here.load()
  const all = new Set(['base', 'upper', 'beside'])
  expect(registry.panel('beside.p')).toMatchObject({ missing: [] })
  expect(registry.dependents('base')).toEqual(['upper'])

  registry.fail('base', 'run', new Error('gone'))

  expect(registry.order).toEqual(['beside'])
  expect(registry.statuses()).toMatchObject([
    { id: 'base', state: 'failed', stage: 'run', error: 'gone' },
    { id: 'beside', state: 'ready' },
    { id: 'upper', state: 'failed', stage: 'requires', error: 'needs base, which failed; repair that plugin first' },
  ])
  expect(registry.metric('base.seen')).toBeUndefined()
  expect(registry.dimension('base.kind')).toBeUndefined()
  expect(registry.eventTypes().size).toBe(0)
  expect(registry.dashboards(all)).toEqual([])
  expect(registry.panel('base.by_kind')).toEqual({ id: 'base.by_kind', missing: 'base' })
  expect(registry.panel('beside.p')).toMatchObject({ id: 'beside.p', missing: ['base'] })
  expect(registry.enabledClosure(all)).toEqual(new Set(['beside']))
})

test('a plugin that is there but not enabled leaves the same gaps for that tenant', async () => {
  const here = installation()
  here.plugin('base', seen)
  here.plugin('beside', { contract: `panels: { p: { title: 'P', view: 'table', query: { metrics: ['base.seen'] } } }` })
  const registry = await here.load()
  const enabled = new Set(['beside'])
  expect(registry.panel('base.by_kind', enabled)).toEqual({ id: 'base.by_kind', missing: 'base' })
  expect(registry.panels(enabled)).toMatchObject([{ id: 'beside.p', missing: ['base'] }])
  expect(registry.panel('beside.nope', enabled)).toBeUndefined()
})

test('a degraded plugin keeps working; its errors add up, and a failure is final', async () => {
  const here = installation()
  here.plugin('base', seen)
  const registry = await here.load()
  const heard: string[] = []
  const stop = registry.onStatus(({ id, state }) => heard.push(`${id} ${state}`))
  registry.degrade('base', 'run', new Error('one'))
  registry.degrade('base', 'run', new Error('one'))
  registry.degrade('base', 'run', new Error('two'))
  expect(registry.statuses()).toMatchObject([{ state: 'degraded', stage: 'run', error: 'one; two' }])
  expect(registry.metric('base.seen')).toBeDefined()
  registry.fail('base', 'run', new Error('three'))
  registry.fail('base', 'init', new Error('four'))
  expect(registry.statuses()).toMatchObject([{ state: 'failed', stage: 'run', error: 'three' }])
  stop()
  expect(heard).toEqual(['base degraded', 'base degraded', 'base failed'])
})

test('enabling a plugin enables what it requires', async () => {
  const here = installation()
  here.plugin('a', { contract: `requires: { b: '*' }` })
  here.plugin('b', { contract: `requires: { c: '*' }` })
  here.plugin('c')
  here.plugin('d')
  const registry = await here.load()
  expect(registry.enabledClosure(['a', 'unknown'])).toEqual(new Set(['a', 'b', 'c']))
  expect(registry.enabledClosure([])).toEqual(new Set())
})

test('segments carry full ids, and go with their plugin', async () => {
  const here = installation()
  const filter = `{ or: [{ member: 'kind', operator: 'set' }, { member: 'core.segment', operator: 'set' }] }`
  here.plugin('good', {
    contract: `${seenContract} segments: { known: { title: 'Known', description: 'Kind or segment known.', filter: ${filter} } },`,
    serverHead: seenFact,
    server: seenServer,
  })
  const registry = await here.load()
  const parts = ['good.kind', 'core.segment'].map((member) => ({ member, operator: 'set' }))
  const known = { id: 'good.known', plugin: 'good', title: 'Known', description: 'Kind or segment known.' }
  expect(registry.segments()).toEqual([{ ...known, filter: { or: parts } }])
  registry.fail('good', 'run', new Error('gone'))
  expect(registry.segment('good.known')).toBeUndefined()
})
