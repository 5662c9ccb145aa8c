import { expect, test } from 'vitest'
import { installation, seenContract, seenFact, seenServer } from '../../test/installation.ts'

async function loaded() {
  const here = installation()
  here.plugin('base', { contract: seenContract, serverHead: seenFact, server: seenServer })
  here.plugin('upper', {
    contract: `requires: { base: '^1' }, dashboards: {
      other: { title: 'Other', revision: 3, cards: [{ panel: 'base.by_kind', x: 0, y: 0, w: 24, h: 4 }] } }`,
  })
  return here.load()
}

const all = new Set(['base', 'upper'])

test('P10 a dashboard of a plugin is read-only: what a reader does to it changes nothing for the next', async () => {
  const registry = await loaded()
  const before = JSON.stringify(registry.dashboards(all))
  const shipped = registry.plugin('base')?.contract.dashboards?.['overview']
  const board = registry.dashboard('base.overview', all)
  if (!shipped || !board) throw new Error('the dashboard is not there')
  expect(() => Object.assign(shipped, { title: 'Mine' })).toThrow(TypeError)
  expect(() => Array.prototype.push.call(shipped.cards, {})).toThrow(TypeError)
  for (const change of [
    () => Object.assign(board.spec, { title: 'Mine' }),
    () => Object.assign(board.spec.cards[0] ?? {}, { x: 7 }),
    () => Array.prototype.pop.call(board.spec.cards),
    () => Object.assign(registry.panels(all)[0]?.spec.query ?? {}, { metrics: [] }),
  ]) {
    try {
      change()
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
    }
  }
  expect(JSON.stringify(registry.dashboards(all))).toBe(before)
  expect(registry.panels(all)[0]?.spec.query.metrics).toEqual(['base.seen'])
})

test('P10 ids are those of the plugin and its names, the same at every start, also where a card is of another plugin', async () => {
  const [first, second] = [await loaded(), await loaded()]
  const ids = first.dashboards(all).map(({ id, spec }) => [id, spec.revision, ...spec.cards.map((card) => card.panel)])
  expect(ids).toEqual([
    ['base.overview', 1, 'base.by_kind'],
    ['upper.other', 3, 'base.by_kind'],
  ])
  const exported = (registry: typeof first) => JSON.stringify([registry.dashboards(all), registry.panels(all)])
  expect(exported(second)).toBe(exported(first))
})

test('P10 dashboards and panels are data alone: nothing is lost on the way through JSON', async () => {
  const registry = await loaded()
  for (const each of [...registry.dashboards(all), ...registry.panels(all)]) {
    expect(JSON.parse(JSON.stringify(each))).toStrictEqual(each)
  }
})

test('P10 a card keeps its place when its plugin is not there', async () => {
  const registry = await loaded()
  const [only] = registry.dashboards(new Set(['upper']))
  expect(only?.spec.cards).toEqual([{ panel: 'base.by_kind', x: 0, y: 0, w: 24, h: 4 }])
  expect(registry.panel('base.by_kind', new Set(['upper']))).toEqual({ id: 'base.by_kind', missing: 'base' })
})
