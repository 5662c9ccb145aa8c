import { freeze } from '../freeze.ts'
import { barsView } from './bars.ts'
import { bigNumberView } from './big-number.ts'
import { funnelView } from './funnel.ts'
import { lineView } from './line.ts'
import { rankedBarView } from './ranked-bar.ts'
import { areaView } from './area.ts'
import { gaugeView } from './gauge.ts'
import { donutView } from './donut.ts'
import { matrixView } from './matrix.ts'
import { cohortsView } from './cohorts.ts'
import { dayGridView } from './day-grid.ts'
import { scatterView } from './scatter.ts'
import { histogramView } from './histogram.ts'
import { intervalsView } from './intervals.ts'
import { statusGridView } from './status-grid.ts'
import { waterfallView } from './waterfall.ts'
import { smallMultiplesView } from './small-multiples.ts'
import { feedView } from './feed.ts'
import { timelineView } from './timeline.ts'
import { fanView } from './fan.ts'
import { mapView } from './map.ts'
import { tableView } from './table.ts'
import { targetsView } from './targets.ts'

/** Views every host has, by the name panels give. */
export const builtInViews = freeze({
  big_number: bigNumberView,
  line: lineView,
  bars: barsView,
  ranked_bar: rankedBarView,
  funnel: funnelView,
  area: areaView,
  gauge: gaugeView,
  donut: donutView,
  matrix: matrixView,
  cohorts: cohortsView,
  day_grid: dayGridView,
  scatter: scatterView,
  histogram: histogramView,
  intervals: intervalsView,
  status_grid: statusGridView,
  waterfall: waterfallView,
  small_multiples: smallMultiplesView,
  feed: feedView,
  timeline: timelineView,
  fan: fanView,
  map: mapView,
  targets: targetsView,
  table: tableView,
})

/** Name of a view every host has. */
export type BuiltInView = keyof typeof builtInViews

/** Whether a name is that of a view every host has. */
export function isBuiltIn(view: string): view is BuiltInView {
  return Object.hasOwn(builtInViews, view)
}
