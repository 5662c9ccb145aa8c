import type { Draft } from '../draft.ts'
import { developErrors } from '../errors.ts'
import { titleOf } from '../names.ts'
import { addTo, type TargetPlugin } from '../target-plugin.ts'
import { addView } from './view.ts'

export interface NewPanel {
  readonly name: string
  /** Own metric it shows; the first of the plugin when left out. */
  readonly metric?: string | undefined
  /** It gets a view of its own, under its name. */
  readonly custom?: boolean | undefined
}

const chooseView = (name: string) =>
  `choose how '${name}' is drawn: 'line', 'ranked_bar', 'table' and others are in builtInViews of @tessera/plugin-api`

/**
 * A panel that draws a metric over time, or with a view of its own in total, and a dashboard to see it on where the plugin has
 * none.
 */
export function addPanel(
  draft: Draft,
  plugin: TargetPlugin,
  { name, metric: asked, custom }: NewPanel,
): readonly string[] {
  const metrics = plugin.names('metrics')
  const metric = asked ?? metrics[0]
  if (metric === undefined || !metrics.includes(metric))
    throw developErrors('metric_missing', { plugin: plugin.id, metric: asked ?? null })
  plugin.take('panels', name)
  const drawn = custom ? addView(draft, plugin, name) : [chooseView(name)]
  const inContract = { call: 'definePlugin', argument: 0 }
  addTo(draft, plugin.contract, {
    ...inContract,
    field: 'panels',
    entry: `${name}: panel({
      title: '${titleOf(name)}',
      view: '${custom ? name : 'line'}',
      query: { metrics: ['${metric}']${custom ? '' : `, grain: 'auto'`} },
    })`,
    imports: [{ from: '@tessera/plugin-api', name: 'panel' }],
  })
  if (plugin.names('dashboards').length > 0)
    return [
      ...drawn,
      `put it on a dashboard: { panel: '${name}', x: 0, y: <below the others>, w: 12, h: 8 } among its cards, and raise its revision`,
    ]
  plugin.take('dashboards', 'overview')
  addTo(draft, plugin.contract, {
    ...inContract,
    field: 'dashboards',
    entry: `overview: dashboard({
      title: '${titleOf(plugin.id)}',
      revision: 1,
      cards: [{ panel: '${name}', x: 0, y: 0, w: 12, h: 8 }],
    })`,
    imports: [{ from: '@tessera/plugin-api', name: 'dashboard' }],
  })
  return drawn
}
