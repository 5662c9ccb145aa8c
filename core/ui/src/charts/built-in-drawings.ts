import { isBuiltIn, type BuiltInView } from '@tessera/plugin-api'
import type { ViewDrawing } from '@tessera/plugin-api/web'
import { barsDrawing } from './bars/bars-drawing.tsx'
import { bigNumberDrawing } from './big-number/big-number-drawing.tsx'
import { funnelDrawing } from './funnel/funnel-drawing.tsx'
import { lineDrawing } from './line/line-drawing.tsx'
import { rankedBarDrawing } from './ranked-bar/ranked-bar-drawing.tsx'
import { areaDrawing } from './area/area-drawing.tsx'
import { gaugeDrawing } from './gauge/gauge-drawing.tsx'
import { donutDrawing } from './donut/donut-drawing.tsx'
import { matrixDrawing } from './matrix/matrix-drawing.tsx'
import { cohortsDrawing } from './cohorts/cohorts-drawing.tsx'
import { dayGridDrawing } from './day-grid/day-grid-drawing.tsx'
import { scatterDrawing } from './scatter/scatter-drawing.tsx'
import { histogramDrawing } from './histogram/histogram-drawing.tsx'
import { intervalsDrawing } from './intervals/intervals-drawing.tsx'
import { statusGridDrawing } from './status-grid/status-grid-drawing.tsx'
import { waterfallDrawing } from './waterfall/waterfall-drawing.tsx'
import { smallMultiplesDrawing } from './small-multiples/small-multiples-drawing.tsx'
import { feedDrawing } from './feed/feed-drawing.tsx'
import { timelineDrawing } from './timeline/timeline-drawing.tsx'
import { fanDrawing } from './fan/fan-drawing.tsx'
import { tableDrawing } from './table/table-drawing.tsx'
import { targetsDrawing } from './targets/targets-drawing.tsx'
import { laterViews, type LaterView } from './later-views.ts'

/** How the views every host has are drawn, but for those that are loaded later. */
export const builtInDrawings: { readonly [V in Exclude<BuiltInView, LaterView>]: ViewDrawing } = {
  big_number: bigNumberDrawing,
  line: lineDrawing,
  bars: barsDrawing,
  ranked_bar: rankedBarDrawing,
  funnel: funnelDrawing,
  area: areaDrawing,
  gauge: gaugeDrawing,
  donut: donutDrawing,
  matrix: matrixDrawing,
  cohorts: cohortsDrawing,
  day_grid: dayGridDrawing,
  scatter: scatterDrawing,
  histogram: histogramDrawing,
  intervals: intervalsDrawing,
  status_grid: statusGridDrawing,
  waterfall: waterfallDrawing,
  small_multiples: smallMultiplesDrawing,
  feed: feedDrawing,
  timeline: timelineDrawing,
  fan: fanDrawing,
  targets: targetsDrawing,
  table: tableDrawing,
}

/** How a view every host has is drawn, where that is loaded with the page; undefined for all others. */
export function drawnAtOnce(view: string): ViewDrawing | undefined {
  return isBuiltIn(view) && !isLater(view) ? builtInDrawings[view] : undefined
}

/** How a view every host has is drawn, loaded where it is not yet. */
export async function builtInDrawing(view: BuiltInView): Promise<ViewDrawing> {
  return isLater(view) ? laterViews[view].load() : builtInDrawings[view]
}

/** Whether the drawing of a view is loaded when the first panel needs it. */
export function isLater(view: string): view is LaterView {
  return Object.hasOwn(laterViews, view)
}
