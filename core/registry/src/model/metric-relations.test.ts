import { expect, test } from 'vitest'
import { installation, seenContract, seenFact } from '../../test/installation.ts'
import { fixturesOf, metricRelations } from './metric-relations.ts'

const metric = `title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 2`
const fixture = `{ title: 'One event is one event', asOf: '2026-10-02T00:00:00Z', expect: [{ value: 1 }],
  given: { events: [{ id: '1', event: 'seen', timestamp: '2026-10-01T10:00:00Z' }] } }`

test('a metric knows what it rests on, what rests on it, and where it is shown to the plugins a tenant has', async () => {
  const here = installation()
  here.plugin('base', {
    contract: seenContract,
    serverHead: seenFact,
    server: `metrics: { seen: count(events) }, fixtures: { seen: [${fixture}] }`,
  })
  here.plugin('upper', {
    contract: `requires: { base: '^1' }, metrics: { half: { ${metric} } },
      panels: { both: { title: 'Both', view: 'table', query: { metrics: ['half', 'base.seen'] } } }`,
    server: `metrics: { half: ratio(ref('base.seen'), ref('base.seen')) }`,
  })
  const registry = await here.load()
  const all = new Set(['base', 'upper'])
  const brief = (id: string, enabled = all) => {
    const { uses, ...rest } = metricRelations(registry, id, enabled)
    return { ...rest, uses: uses.map(({ panel, dashboards }) => [panel.id, ...dashboards.map((board) => board.id)]) }
  }
  expect(brief('base.seen')).toEqual({
    inputs: [],
    dependents: ['upper.half'],
    uses: [['base.by_kind', 'base.overview'], ['upper.both']],
  })
  expect(brief('upper.half')).toEqual({ inputs: ['base.seen'], dependents: [], uses: [['upper.both']] })
  expect(brief('base.seen', new Set(['base']))).toEqual({
    inputs: [],
    dependents: [],
    uses: [['base.by_kind', 'base.overview']],
  })
  expect(fixturesOf(registry, 'base.seen')).toHaveLength(1)
  expect([...fixturesOf(registry, 'upper.half'), ...fixturesOf(registry, 'absent.m')]).toEqual([])
})
