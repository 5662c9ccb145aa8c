import { seenFact, type PluginFiles } from './installation.ts'

/** What every metric says of itself. */
export const metric = `title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 2`
/** A card of a dashboard, as text. */
export const card = (panel: string, x: number, y: number, w: number, h: number) =>
  `{ panel: '${panel}', x: ${x}, y: ${y}, w: ${w}, h: ${h} }`
const panels = `metrics: { w: { ${metric}, status: 'needs-source' } }, panels: { p: { title: 'P', view: 'table', query: { metrics: ['w'] } }, q: { title: 'Q', view: 'table', query: { metrics: ['w'] } } },`
/** A contract with one panel over a metric and a dimension. */
const onePanel = (view: string, query: string): PluginFiles => ({
  contract: `dimensions: { kind: { title: 'K' } }, metrics: { w: { ${metric}, dimensions: ['kind'], status: 'needs-source' } },
    panels: { p: { title: 'P', view: '${view}', query: { metrics: ['w'], ${query} } } }`,
})
/** A contract with a dashboard of these cards. */
export const board = (...cards: string[]) =>
  `${panels} dashboards: { d: { title: 'D', revision: 1, cards: [${cards.join(',')}] } },`
/** A plugin with a metric `m`, and what is more or else of it. */
export const withSource = (more: string, server = 'count(events)', serverHead = seenFact): PluginFiles => ({
  contract: `dimensions: { kind: { title: 'Kind' }, far: { title: 'Far' } }, metrics: { m: { ${metric}, ${more} } },`,
  serverHead,
  server: `metrics: { m: ${server} }`,
})
const matrix = `retention({ fact: events, actor: 'user_id', start: (eb) => eb('event', '=', 'a'), back: (eb) => eb('event', '=', 'b'), unit: 'day', periods: 7 }).matrix()`
const wrongFact = seenFact.replace('kind:', 'sort:')

/** Plugins that are refused: what is wrong, the files, and what the sentence says. */
export const wrong: [string, PluginFiles, string][] = [
  ['a contract with another id', { contract: `id: 'other'` }, "the contract says id 'other', package.json says 'bad'"],
  [
    'a metric not in snake_case',
    { contract: `metrics: { someThing: { ${metric}, status: 'needs-source' } }` },
    "the name of metric 'someThing' is not snake_case",
  ],
  [
    'a panel not in snake_case',
    { contract: `panels: { 'a-b': { title: 'P', view: 'line', query: { metrics: [] } } }` },
    "the name of panel 'a-b'",
  ],
  [
    'one name for a metric and a dimension',
    { contract: `dimensions: { m: { title: 'M' } }, metrics: { m: { ${metric}, status: 'needs-source' } }` },
    "'m' names both a metric and a dimension",
  ],
  ['a live metric without SQL', { contract: `metrics: { m: { ${metric} } }` }, "metric 'm' is live but has no SQL"],
  [
    'SQL of a metric nobody declared',
    { serverHead: seenFact, server: 'metrics: { m: count(events) }' },
    "computes metric 'm', which the contract does not declare",
  ],
  [
    'an unknown dimension of a metric',
    withSource(`dimensions: ['colour']`),
    "metric 'm' uses dimension 'bad.colour', which plugin 'bad' does not declare",
  ],
  ...(
    [
      [
        "{ name: 'Daily', grain: 'day', dimensions: ['kind'] }",
        "rollup 'Daily' of fact 'events' cannot be kept: its name",
      ],
      [
        "{ name: 'daily', grain: 'day', dimensions: ['core.segment'] }",
        "'core.segment' is not a dimension of the fact itself",
      ],
      [
        `{ name: 'a', grain: 'day', dimensions: [] }, { name: 'a', grain: 'day', dimensions: [] }`,
        'another one has its name',
      ],
      ["{ name: 'a', grain: 'day', dimensions: ['kind', 'kind'] }", 'it names a dimension twice'],
    ] as const
  ).map(([rollups, said]): [string, PluginFiles, string] => [
    `a rollup of which ${said}`,
    withSource(`dimensions: []`, 'count(kept)', `${seenFact}\nconst kept = { ...events, rollups: [${rollups}] }`),
    said,
  ]),
  [
    'an unknown dimension of core',
    withSource(`dimensions: ['core.colour']`),
    "metric 'm' uses dimension 'core.colour', which plugin 'core' does not declare",
  ],
  [
    'a matrix that does not list its periods',
    withSource(`dimensions: []`, matrix, `import { retention } from '@tessera/plugin-api/server'\n${seenFact}`),
    "metric 'm' has a value for each period of a retention; add 'core.period'",
  ],
  [
    'periods of a metric that has none',
    withSource(`dimensions: ['core.period']`),
    "metric 'm' uses dimension 'core.period', but fact 'events' does not lead to it",
  ],
  [
    'a fact that declares what the clock says',
    withSource(`dimensions: []`, undefined, seenFact.replace('kind:', `'core.weekday': 'event', kind:`)),
    "fact 'events' or an entity joined to it declares 'core.weekday', which every fact has by its time",
  ],
  [
    'the hour of a fact dated by day',
    withSource(`dimensions: ['core.hour_of_day']`, undefined, seenFact.replace("'instant'", "'local_date'")),
    "metric 'm' uses dimension 'core.hour_of_day', but fact 'events' does not lead to it",
  ],
  [
    'an unknown dimension of a fact',
    withSource(`dimensions: []`, undefined, wrongFact),
    "fact 'events' uses dimension 'bad.sort'",
  ],
  [
    'a dimension the fact does not lead to',
    withSource(`dimensions: ['far']`),
    "metric 'm' uses dimension 'bad.far', but fact 'events' does not lead to it",
  ],
  [
    'a dimension of core without the join',
    withSource(`dimensions: ['core.segment']`),
    "uses dimension 'core.segment', but fact 'events' does not lead to it",
  ],
  [
    'a dimension only one leaf of a ratio leads to',
    withSource(
      `dimensions: ['kind']`,
      `ratio(count(events), count(others))`,
      `${seenFact}
    const others = fact({ name: 'others', table: 'core.events', key: ['event_id'], time: { column: 'timestamp', type: 'instant' } })`,
    ),
    "but fact 'others' does not lead to it",
  ],
  [
    'a share over a dimension the fact does not lead to',
    withSource('', `share(count(events), { over: ['far'] })`),
    "uses dimension 'bad.far', but fact 'events'",
  ],
  [
    'a metric computed from an unknown one',
    withSource('', `derived({ n: ref('nope') }, ({ n }) => n)`),
    "metric 'bad.m' uses metric 'bad.nope', which plugin 'bad' does not declare",
  ],
  [
    'a metric computed from itself',
    withSource('', `ratio(ref('m'), count(events))`),
    'metrics are computed from each other: bad.m → bad.m',
  ],
  [
    'a metric computed from one of a plugin not required',
    withSource('', `ratio(ref('other.seen'), count(events))`),
    "belongs to plugin 'other', which this plugin does not require",
  ],
  [
    'a target with two bounds',
    withSource(`target: { gte: 1, lt: 5 }`),
    "the target of metric 'm' needs exactly one of gt, gte, lt, lte",
  ],
  ['a smallest sample of none', withSource(`minSample: 0`), "minSample of metric 'm' is no count"],
  ['a margin that is no metric', withSource(`margin: 'off'`), "name as margin of 'm' another own metric"],
  ['a margin that is the metric itself', withSource(`margin: 'm'`), "name as margin of 'm' another own metric"],
  ['a target without bound', withSource(`target: {}`), "the target of metric 'm' needs exactly one"],
  [
    'an alert on NaN',
    {
      ...withSource(''),
      contract: `metrics: { m: { ${metric} } }, dimensions: { kind: { title: 'K' } }, alerts: { a: { title: 'A', metric: 'm', when: { lt: NaN } } }`,
    },
    "the condition 'when' of alert 'a' needs exactly one",
  ],
  [
    'a line without grain',
    onePanel('line', ''),
    "panel 'p': view 'line' draws values over time, and its query has no grain",
  ],
  ['bars over time', onePanel('ranked_bar', "dimensions: ['kind'], grain: 'day'"), 'draws nothing over time'],
  ['bars of one value', onePanel('ranked_bar', ''), 'draws a breakdown, and its query has no dimension'],
  [
    'a big number of many',
    onePanel('big_number', "dimensions: ['kind']"),
    'draws one row, and its query has dimensions',
  ],
  [
    'a panel that asks what no query may',
    onePanel('table', 'limit: 0'),
    "panel 'p', as shown, asks what no query may: limit: Too small",
  ],
  [
    'a panel with an unknown metric',
    { contract: `panels: { p: { title: 'P', view: 'line', query: { metrics: ['nope'] } } }` },
    "panel 'p' uses metric 'bad.nope', which plugin 'bad' does not declare",
  ],
  [
    'a panel with an unknown metric of a plugin that is there',
    { contract: `panels: { p: { title: 'P', view: 'line', query: { metrics: ['other.nope'] } } }` },
    "panel 'p' uses metric 'other.nope', which plugin 'other' does not declare",
  ],
  [
    'a panel that breaks a metric down by a dimension it does not list',
    {
      ...withSource(`dimensions: []`),
      contract: `dimensions: { kind: { title: 'K' } }, metrics: { m: { ${metric} } }, panels: { p: { title: 'P', view: 'line', query: { metrics: ['m'], dimensions: ['kind'] } } }`,
    },
    "panel 'p' breaks metric 'bad.m' down by 'bad.kind', which the metric does not list",
  ],
  [
    'a panel that filters by an unknown dimension',
    {
      contract: `panels: { p: { title: 'P', view: 'line', query: { metrics: [], filters: { and: [{ not: { member: 'colour', operator: 'set' } }] } } } }`,
    },
    "panel 'p' uses dimension 'bad.colour'",
  ],
  [
    'a panel that drills into an unknown dimension',
    {
      contract: `panels: { p: { title: 'P', view: 'line', query: { metrics: [] }, drill: { dimension: 'colour', title: 'C' } } }`,
    },
    "panel 'p' uses dimension 'bad.colour'",
  ],
  [
    'a dashboard with an unknown panel',
    { contract: board(card('nope', 0, 0, 4, 4)) },
    "dashboard 'd' places panel 'bad.nope', which plugin 'bad' does not declare",
  ],
  [
    'a card beyond the 24 columns',
    { contract: board(card('p', 20, 0, 5, 4)) },
    "card 'p' of dashboard 'd' leaves the grid of 24 columns",
  ],
  ['a card at a negative row', { contract: board(card('p', 0, -1, 5, 4)) }, 'leaves the grid'],
  ['a card without height', { contract: board(card('p', 0, 0, 5, 0)) }, 'leaves the grid'],
  ['a card at half a column', { contract: board(card('p', 0.5, 0, 5, 1)) }, 'leaves the grid'],
  [
    'cards that overlap',
    { contract: board(card('p', 0, 0, 6, 4), card('q', 5, 3, 6, 4)) },
    "cards 'p' and 'q' of dashboard 'd' overlap",
  ],
  [
    'a segment by an unknown dimension',
    {
      contract: `segments: { s: { title: 'S', description: 'S.', filter: { not: { member: 'colour', operator: 'set' } } } }`,
    },
    "segment 's' uses dimension 'bad.colour', which plugin 'bad' does not declare",
  ],
  [
    'a segment by a metric',
    {
      contract: `segments: { s: { title: 'S', description: 'S.', filter: { member: 'other.seen', operator: 'gt', values: [1] } } }`,
    },
    "segment 's' filters by metric 'other.seen'",
  ],
  [
    'a panel with an unknown segment',
    { contract: `panels: { p: { title: 'P', view: 'line', query: { metrics: [], segments: ['other.nope'] } } }` },
    "panel 'p' uses segment 'other.nope', which plugin 'other' does not declare",
  ],
  [
    'labels from a point nobody offers',
    { contract: `dimensions: { kind: { title: 'K', labelsFrom: 'bad/kinds/v1' } }` },
    "takes its labels from 'bad/kinds/v1', which plugin 'bad' does not offer",
  ],
]
