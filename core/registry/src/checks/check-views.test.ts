import { builtInViews } from '@tessera/plugin-api'
import { expect, test } from 'vitest'
import { installation, standing, type PluginFiles } from '../../test/installation.ts'

/** The views every host has, as sentences list them. */
const views = Object.keys(builtInViews)
  .map((view) => `'${view}'`)
  .join(', ')
const web = { 'src/web.ts': '' }
const metrics = `metrics: { w: { title: 'W', description: 'W.', unit: 'count', direction: 'up', tier: 2, dimensions: ['kind'], status: 'needs-source' } },
  dimensions: { kind: { title: 'K' } },`
/** A view as source text, with fields replaced. */
const view = (
  more = '',
) => `{ title: 'Grid', needs: { time: 'never', dimensions: { least: 1 }, metrics: { least: 1, most: 2 } },
  options: z.object({ most: z.int().optional(), beside: z.string().optional() }), metricOptions: ['beside'],
  state: { top: { values: 9, option: 'most' } }, size: { least: { w: 4, h: 4 }, usual: { w: 8, h: 8 } }, ${more} }`
const drawn = (options: string, more = "dimensions: ['kind']") =>
  `panels: { p: { title: 'P', view: 'grid', query: { metrics: ['w'], ${more} }, options: ${options} } },`
const owner = (declared: string, more = ''): PluginFiles => ({
  contract: `${metrics} views: { ${declared} }, ${more}`,
  files: web,
})

const wrong: [string, PluginFiles, string][] = [
  [
    'a view nobody has',
    { contract: `${metrics} panels: { p: { title: 'P', view: 'pie', query: { metrics: ['w'] } } }` },
    `panel 'p' is drawn by view 'bad.pie', which is not there; choose one of the views ${views}, or declare it`,
  ],
  [
    'an own view by a wrong name, beside those there are',
    owner(`grid: ${view()}`, `panels: { p: { title: 'P', view: 'gird', query: { metrics: ['w'] } } }`),
    `view 'bad.gird', which is not there; did you mean 'grid'? else choose one of the views ${views}, 'bad.grid'`,
  ],
  [
    'a view of a plugin that is not required',
    { contract: `${metrics} panels: { p: { title: 'P', view: 'maps.world', query: { metrics: ['w'] } } }` },
    "view 'maps.world' of panel 'p' belongs to plugin 'maps', which this plugin does not require",
  ],
  [
    'an option a built-in view does not have',
    {
      contract: `${metrics} panels: { p: { title: 'P', view: 'ranked_bar', query: { metrics: ['w'], dimensions: ['kind'] }, options: { tpo: 3 } } }`,
    },
    `the options of panel 'p' are not those of view 'ranked_bar': Unrecognized key: "tpo"; it takes 'secondary', 'top'`,
  ],
  [
    'options for a view without any',
    {
      contract: `${metrics} panels: { p: { title: 'P', view: 'table', query: { metrics: ['w'] }, options: { top: 3 } } }`,
    },
    'are not those of view \'table\': Unrecognized key: "top"; it takes none',
  ],
  [
    'an option of another type',
    owner(`grid: ${view()}`, drawn(`{ most: 'all' }`)),
    "of view 'bad.grid': most: Invalid input",
  ],
  [
    'an option that names a metric nobody has',
    owner(`grid: ${view()}`, drawn(`{ beside: 'nope' }`)),
    "panel 'p' uses metric 'bad.nope', which plugin 'bad' does not declare",
  ],
  [
    'a panel that asks what its view does not draw',
    owner(`grid: ${view()}`, drawn('{}', '')),
    `panel 'p': view 'bad.grid' draws a breakdown, and its query has no dimension; mend its query or choose another of the views ${views}`,
  ],
  [
    'more metrics than the view draws',
    owner(`grid: ${view(`needs: { time: 'never', dimensions: {}, metrics: { most: 0 } }`)}`, drawn('{}')),
    "view 'bad.grid' draws 0 metrics, and its query has 1",
  ],
  [
    'fewer dimensions than the view draws',
    owner(`grid: ${view(`needs: { time: 'never', dimensions: { least: 2, most: 2 }, metrics: {} }`)}`, drawn('{}')),
    "view 'bad.grid' draws 2 dimensions, and its query has 1",
  ],
  [
    'a card smaller than its view',
    owner(
      `grid: ${view()}`,
      `${drawn('{}')} dashboards: { d: { title: 'D', revision: 1, cards: [{ panel: 'p', x: 0, y: 0, w: 9, h: 3 }] } }`,
    ),
    "card 'bad.p' of dashboard 'd' is too small for view 'bad.grid'; give it w ≥ 4 and h ≥ 4",
  ],
  [
    'a view that takes the name of one of the host',
    owner(`table: ${view()}`),
    "view 'table' has the name of a view every host has",
  ],
  [
    'a view and a custom panel of one name',
    owner(`grid: ${view()}`, `panels: { grid: { title: 'P', view: 'custom', query: { metrics: ['w'] } } }`),
    "view 'grid' has the name of a panel with view 'custom'",
  ],
  [
    'a view nobody draws',
    { contract: `views: { grid: ${view()} }` },
    "view 'grid' has nobody who draws it; add a door './web'",
  ],
  ['a view without options', owner(`grid: ${view('options: undefined')}`), "view 'grid' has no options"],
  [
    'a view that reads an option it does not have',
    owner(`grid: ${view(`metricOptions: ['besides']`)}`),
    "view 'grid' reads option 'besides', which it does not have",
  ],
  [
    'a view of no size',
    owner(`grid: ${view('size: { least: { w: 9, h: 1 }, usual: { w: 8, h: 8 } }')}`),
    'has a wrong size',
  ],
  ['a view that needs nonsense', owner(`grid: ${view(`needs: { time: 'often' }`)}`), 'needs a time of'],
  [
    'a view that counts wrongly',
    owner(`grid: ${view(`needs: { time: 'never', dimensions: { least: 3, most: 2 }, metrics: {} }`)}`),
    'counts dimensions or metrics wrongly',
  ],
  ['a view not in snake_case', owner(`theGrid: ${view()}`), "the name of view 'theGrid' is not snake_case"],
]

test.each(wrong)('%s is refused with a sentence, and the others stay', async (_, files, sentence) => {
  const here = installation()
  // why: what the compiler refuses is tried as it comes from plugins nobody compiled
  const loose = (text: string) => text.replace(/^/, '...({ ').replace(/$/, ' } as object)')
  here.plugin('bad', { ...files, contract: loose(files.contract ?? '') })
  here.plugin('good', owner(`grid: ${view()}`, drawn('{ most: 3 }')))
  const registry = await here.load()
  expect(standing(registry, 'bad')).toContain('failed at check: ')
  expect(standing(registry, 'bad')).toContain(sentence)
  expect(registry.order).toEqual(['good'])
})

test('a view is used by plugins that require its own, and its panels carry what it is', async () => {
  const here = installation()
  here.plugin('grids', owner(`grid: ${view()}`, drawn('{}')))
  here.plugin('user', {
    contract: `requires: { grids: '*' }, ${metrics}
      panels: { p: { title: 'P', view: 'grids.grid', query: { metrics: ['w'], dimensions: ['kind'] }, options: { beside: 'w' } } },`,
  })
  const registry = await here.load()
  expect(registry.order).toEqual(['grids', 'user'])
  const enabled = new Set(registry.order)
  for (const id of ['grids.p', 'user.p']) {
    expect(registry.panel(id, enabled)).toMatchObject({
      spec: { view: 'grids.grid' },
      shape: { state: { top: { values: 9 } }, size: { least: { w: 4, h: 4 } } },
      missing: [],
    })
  }
  expect(registry.panel('user.p', enabled)).toMatchObject({
    spec: { options: { beside: 'user.w' } },
    metrics: ['user.w'],
  })
  expect(registry.panel('user.p', new Set(['user']))).toMatchObject({ missing: ['grids'] })
})

test('a panel with view custom has a view of its own, named like the panel', async () => {
  const here = installation()
  here.plugin('own', {
    contract: `${metrics} panels: { p: { title: 'P', view: 'custom', query: { metrics: ['w'] }, options: { custom: [1] } },
      q: { title: 'Q', view: 'custom', query: { metrics: ['w'] } } },`,
  })
  const registry = await here.load()
  expect(registry.panel('own.p', new Set(['own']))).toMatchObject({
    spec: { view: 'own.p', options: { custom: [1] } },
    shape: { empty: 'drawn', needs: { time: 'possible' } },
  })
  expect(registry.panel('own.q', new Set(['own']))).toMatchObject({ spec: { view: 'own.q' }, missing: [] })
})
