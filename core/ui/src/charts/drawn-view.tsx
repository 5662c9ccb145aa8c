import type { ViewDrawing, ViewProps } from '@tessera/plugin-api/web'
import { useMemo } from 'react'
import { HitButtons } from '../tooltip/hit-buttons.tsx'
import { HitTrack } from '../tooltip/hit-track.tsx'

type Props = ViewProps & { readonly drawing: ViewDrawing }

/** A chart with the layer over it that answers mouse and keyboard; a chart without hits alone. */
export function DrawnView({ drawing, ...props }: Props) {
  const { Chart, hits } = drawing
  return hits === undefined ? <Chart {...props} /> : <WithHits {...props} drawing={drawing} hitsOf={hits} />
}

function WithHits(props: Props & { readonly hitsOf: NonNullable<ViewDrawing['hits']> }) {
  const { frame, trend, options, width, height, locale, onSelect, drawing, hitsOf } = props
  const { Chart, picks } = drawing
  const chart = useMemo(
    () => ({ frame, trend, options, width, height, locale }),
    [frame, trend, options, width, height, locale],
  )
  const hits = useMemo(() => hitsOf(chart), [hitsOf, chart])
  // why: bars stand over time or over categories
  const isTrack = picks === 'span' && hits.every(({ bucket }) => bucket !== undefined)
  const drawn = useMemo(() => <Chart {...chart} />, [Chart, chart])
  return (
    <div className="t-view" style={{ width, height }}>
      {drawn}
      {isTrack ? (
        <HitTrack {...{ hits, width, height, onSelect }} />
      ) : (
        hits.length > 0 && <HitButtons {...{ hits, width, onSelect }} />
      )}
    </div>
  )
}
