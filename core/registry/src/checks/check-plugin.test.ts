import { expect, test } from 'vitest'
import {
  installation,
  seenContract,
  seenFact,
  seenServer,
  standing,
  type PluginFiles,
} from '../../test/installation.ts'
import { board, card, metric, withSource, wrong } from '../../test/wrong-plugins.ts'

test.each(wrong)('%s is refused with a sentence, and the others stay', async (_, files, sentence) => {
  const here = installation()
  here.plugin('bad', files)
  here.plugin('other', { contract: seenContract, serverHead: seenFact, server: seenServer })
  const registry = await here.load()
  expect(standing(registry, 'bad')).toContain('failed at check: ')
  expect(standing(registry, 'bad')).toContain(sentence)
  expect(registry.order).toEqual(['other'])
})

test('a server door made for another plugin is refused', async () => {
  const here = installation()
  const text = `import { plugin } from '../../../other/src/plugin.ts'
    import { defineServer } from '@tessera/plugin-api/server'
    export default defineServer(plugin, {})`
  here.plugin('bad', { server: '', files: { 'src/server/index.ts': text } })
  here.plugin('other')
  const registry = await here.load()
  expect(standing(registry, 'bad')).toContain("the server door says id 'other', package.json says 'bad'")
})

test('cards that touch do not overlap', async () => {
  const here = installation()
  here.plugin('good', { contract: board(card('p', 0, 0, 12, 4), card('q', 12, 0, 12, 4), card('p', 0, 4, 24, 3)) })
  expect(standing(await here.load(), 'good')).toBe('ready at check')
})

test('dimensions of joined entities are reachable', async () => {
  const here = installation()
  const joined = seenFact.replace('dimensions:', `joins: [{ entity: accounts, on: 'account_id' }], dimensions:`)
  here.plugin('good', withSource(`dimensions: ['kind', 'core.segment']`, undefined, joined))
  expect(standing(await here.load(), 'good')).toBe('ready at check')
})

test('what the clock says need not be listed, and names of a plugin beside it are its own', async () => {
  const here = installation()
  const by = (name: string) =>
    `panels: { p: { title: 'P', view: 'ranked_bar', query: { metrics: ['m'], dimensions: ['${name}'] } } },`
  const dated = seenFact.replace("'instant'", "'local_date'")
  const own = withSource(`dimensions: ['weekday']`, undefined, seenFact.replace('kind:', 'weekday:'))
  const add = ({ contract = '', ...rest }: PluginFiles, more: string) => ({ ...rest, contract: `${contract} ${more}` })
  here.plugin('hours', add(withSource(''), by('core.hour_of_day')))
  here.plugin('days', add(withSource('', undefined, dated), by('core.weekday')))
  here.plugin('none', add(withSource('', undefined, dated), by('core.hour_of_day')))
  const weekdays = { ...own, contract: (own.contract ?? '').replace('kind:', 'weekday:') }
  here.plugin('own', add(weekdays, by('weekday')))
  const registry = await here.load()
  for (const id of ['hours', 'days', 'own']) expect(standing(registry, id)).toBe('ready at check')
  expect(standing(registry, 'none')).toContain("by 'core.hour_of_day', which the metric does not list")
  expect(registry.metric('own.m')?.info.dimensions).toEqual(['own.weekday', 'core.weekday', 'core.hour_of_day'])
  expect(registry.metric('days.m')?.info.dimensions).toEqual(['core.weekday'])
})

test('a metric may rest on one of a plugin it requires, and is broken down by what that one leads to', async () => {
  const here = installation()
  here.plugin('base', { contract: seenContract, serverHead: seenFact, server: seenServer })
  const upper = (dimension: string): PluginFiles => ({
    contract: `requires: { base: '^1' }, metrics: { m: { ${metric}, dimensions: ['${dimension}'] } },`,
    server: `metrics: { m: ratio(ref('base.seen'), ref('base.seen')) }`,
  })
  here.plugin('upper', upper('base.kind'))
  here.plugin('wrong', upper('core.segment'))
  const registry = await here.load()
  expect(standing(registry, 'upper')).toBe('ready at check')
  expect(standing(registry, 'wrong')).toContain("uses dimension 'core.segment', but fact 'events' does not lead to it")
})

test('two plugins can not declare one event: the one that starts later is refused', async () => {
  const here = installation()
  for (const id of ['a', 'b']) {
    here.plugin(id, {
      serverHead: `import { z } from 'zod'`,
      server: `events: { clicked: { properties: z.object({}) } }`,
    })
  }
  const registry = await here.load()
  expect(standing(registry, 'b')).toContain("failed at check: event 'clicked' is already declared by plugin 'a'")
  expect([...registry.eventTypes()].map(([name, { plugin }]) => [name, plugin])).toEqual([['clicked', 'a']])
})

test('a plugin that refers to a plugin that is not there is kept', async () => {
  const here = installation()
  here.plugin('good', {
    contract: `panels: { p: { title: 'P', view: 'table', query: { metrics: ['absent.m'], dimensions: ['absent.d'] } } },
      dashboards: { d: { title: 'D', revision: 1, cards: [${card('absent.p', 0, 0, 4, 4)}] } }`,
  })
  expect(standing(await here.load(), 'good')).toBe('ready at check')
})
