import type { Frame } from '@tessera/plugin-api/wire'
import type { View, ViewOptions } from '@tessera/plugin-api'
import { useMemo, type ComponentType } from 'react'
import { CardMessage } from '../card/card-message.tsx'
import { answerNotes } from '../words/answer-notes.ts'
import { emptyReason } from '../words/empty-reason.ts'
import { HitButtons } from '../tooltip/hit-buttons.tsx'
import { HitTrack } from '../tooltip/hit-track.tsx'
import { BigNumber } from './big-number/big-number.tsx'
import { bigNumberHits } from './big-number/big-number-hits.ts'
import type { ChartProps } from './chart-props.ts'
import { Funnel } from './funnel/funnel.tsx'
import { funnelHits } from './funnel/funnel-hits.ts'
import type { Hit, Selection } from '../tooltip/hit.ts'
import { LineChart } from './line/line-chart.tsx'
import { lineHits } from './line/line-hits.ts'
import { RankedBar } from './ranked-bar/ranked-bar.tsx'
import { rankedBarHits } from './ranked-bar/ranked-bar-hits.ts'
import { DataTable } from './table/data-table.tsx'
import { Targets } from './targets/targets.tsx'
import { targetsHits } from './targets/targets-hits.ts'
import { unfit } from './unfit.ts'

/** Views the kit draws itself. */
export type BuiltInView = Exclude<View, 'custom'>

/** A frame drawn by a view, at a size. */
export interface PanelViewProps {
  readonly view: BuiltInView
  readonly frame: Frame
  /** `big_number`: the metric's course over the range. */
  readonly trend?: Frame | undefined
  readonly options?: ViewOptions | undefined
  readonly width: number
  readonly height: number
  /** BCP 47 tag; default en-US. */
  readonly locale?: string | undefined
  /** Called with the category or the span of time a reader picked. */
  readonly onSelect?: ((selection: Selection) => void) | undefined
}

type Drawing = { readonly Chart: ComponentType<ChartProps>; readonly hits: (props: ChartProps) => readonly Hit[] }

const noteHeight = 24

const drawings: { readonly [V in Exclude<BuiltInView, 'table'>]: Drawing } = {
  big_number: { Chart: BigNumber, hits: bigNumberHits },
  line: { Chart: LineChart, hits: lineHits },
  ranked_bar: { Chart: RankedBar, hits: rankedBarHits },
  funnel: { Chart: Funnel, hits: funnelHits },
  targets: { Chart: Targets, hits: targetsHits },
}

/** Draws a frame by the name of its view, with tooltips; says so where there is nothing to draw or the view does not fit. */
export function PanelView(props: PanelViewProps) {
  const { view, frame, width, height, locale, onSelect } = props
  const misfit = unfit(view, frame)
  if (misfit !== null) return <CardMessage tone="error" title={misfit.message} code={misfit.code} />
  const reason = view === 'big_number' ? null : emptyReason(frame, locale)
  if (reason !== null) return <CardMessage tone="empty" title="No data" text={reason} />
  const notes = answerNotes(frame, locale)
  const room = height - notes.length * noteHeight
  return (
    <>
      {view === 'table' ? (
        <DataTable {...{ frame, width, height: room, locale, onSelect }} />
      ) : (
        <Drawn {...props} height={room} drawing={drawings[view]} />
      )}
      {notes.map((note) => (
        <p key={note} className="t-note" title={note}>
          {note}
        </p>
      ))}
    </>
  )
}

function Drawn(props: PanelViewProps & { readonly drawing: Drawing }) {
  const { view, frame, trend, options, width, height, locale, onSelect, drawing } = props
  const { Chart, hits: hitsOf } = drawing
  const chart = useMemo(
    () => ({ frame, trend, options, width, height, locale }),
    [frame, trend, options, width, height, locale],
  )
  const hits = useMemo(() => hitsOf(chart), [hitsOf, chart])
  const drawn = useMemo(() => <Chart {...chart} />, [Chart, chart])
  return (
    <div className="t-view" style={{ width, height }}>
      {drawn}
      {view === 'line' ? (
        <HitTrack {...{ hits, width, height, onSelect }} />
      ) : (
        hits.length > 0 && <HitButtons {...{ hits, width, onSelect }} />
      )}
    </div>
  )
}
