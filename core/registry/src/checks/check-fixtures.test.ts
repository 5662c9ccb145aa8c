import { expect, test } from 'vitest'
import { installation, seenContract, seenFact, standing } from '../../test/installation.ts'

const given = `given: { events: [{ id: '1', event: 'seen', timestamp: '2026-10-01T10:00:00Z' }] }`
const whole = {
  title: `title: 'One event is one event'`,
  asOf: `asOf: '2026-10-02T00:00:00Z'`,
  given,
  ask: `ask: { dimensions: ['kind'], filters: { member: 'value', operator: 'gt', values: [0] }, order: [{ key: 'value', dir: 'desc' }] }`,
  expect: `expect: [{ kind: null, value: 1 }]`,
}
const text = (fixture: object) => `{ ${Object.values(fixture).join(', ')} }`

async function standingWith(fixtures: string, metric = 'seen') {
  const here = installation()
  here.plugin('bad', {
    contract: seenContract,
    serverHead: `import { z } from 'zod'
      ${seenFact}`,
    server: `metrics: { seen: count(events) },
      events: { seen: { properties: z.looseObject({ kind: z.string().optional() }) } },
      ...{ fixtures: { ${metric}: [${fixtures}] } }`,
  })
  return standing(await here.load(), 'bad')
}

test('a whole fixture is accepted, also with rows of core in place of events', async () => {
  const rows = `given: { rows: { 'core.events': [{ event_id: '1', event: 'seen', timestamp: '2026-10-01T10:00:00Z' }] } }`
  const other = { ...whole, title: `title: 'Rows may stand for events'`, given: rows }
  expect(await standingWith(`${text(whole)}, ${text(other)}`)).toBe('ready at check')
})

test.each<[string, Partial<typeof whole>, string]>([
  ['no word on what it proves', { title: `title: 'Works'` }, 'title: say in one sentence what the example proves'],
  ['no title at all', { title: `ask2: 1` }, "fixture 'number 1' of metric 'seen' is wrong: title"],
  ['a date for an instant', { asOf: `asOf: '2026-10-02'` }, 'asOf: write an ISO instant'],
  ['nothing given', { given: `given: { events: [] }` }, 'given: give at least one row or event'],
  ['a row without value', { expect: `expect: [{ kind: 'a' }]` }, "expect.0: each expected row needs 'value'"],
  [
    'a table of a stranger',
    { given: `given: { rows: { 'sales.deals': [{ id: 1 }] } }` },
    "table 'sales.deals' is neither its own",
  ],
  [
    'an event its own type rejects',
    { given: given.replace(`'seen',`, `'seen', properties: { kind: 7 },`) },
    "event '1': kind: Invalid input: expected string",
  ],
  ['a dimension the metric does not list', { ask: `ask: { dimensions: ['far'] }` }, "it asks by 'bad.far'"],
  ['a grain nobody has', { ask: `ask: { time: { range: { toDate: 'week' }, grain: 'moon' } }` }, 'ask.time.grain'],
  ['totals, which it could not expect', { ask: `ask: { totals: 'grand' }` }, 'ask: Unrecognized key: "totals"'],
  ['a metric of its own', { ask: `ask: { metrics: ['x'], colour: 1 }` }, 'ask: Unrecognized key: "colour"'],
  ['what is no JSON', { ask: `ask: { limit: () => 1 }` }, 'ask.limit: Invalid input'],
])('a fixture with %s is refused by name', async (_, change, sentence) => {
  const said = await standingWith(text({ ...whole, ...change }))
  expect(said).toContain("failed at check: fixture '")
  expect(said).toContain(sentence)
})

test('two fixtures with one title, and fixtures of a metric that is not there, are refused', async () => {
  const same = "fixture 'One event is one event' of metric 'seen' is wrong: another one has the same title"
  expect(await standingWith(`${text(whole)}, ${text(whole)}`)).toContain(same)
  expect(await standingWith(text(whole), 'sene')).toContain("has fixtures of metric 'sene', which it does not compute")
})
