import type { PropsOfView } from '../chart-props.ts'
import { LineDrawing } from '../line/line-chart.tsx'
import { summarize } from '../summarize.ts'
import { fanLayout } from './fan-layout.ts'

/** A line, and behind it the bands that each of its values may lie in. */
export function Fan(props: PropsOfView<'fan'>) {
  const { frame, width, height, locale, label = summarize(frame, locale) } = props
  const { layout, bands } = fanLayout(props)
  return (
    <LineDrawing {...{ frame, width, height, locale, label, layout }}>
      {bands.map(({ kind, path, color, opacity }) => (
        <path key={kind} d={path} fill={color} fillOpacity={opacity} />
      ))}
    </LineDrawing>
  )
}
