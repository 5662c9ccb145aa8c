import { ink } from '../../theme/ink.ts'
import { hitText } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { feedHits } from './feed-hits.ts'
import { feedLayout, feedSizes, type FeedEntry, type FeedLayout } from './feed-layout.ts'

/** What happened, a line each: when, a dot of its kind, with whom, what. */
export function Feed(props: PropsOfView<'feed'>) {
  const { width, height, label } = props
  const layout = feedLayout(props)
  const said = feedHits(props).map(hitText).join('. ')
  return (
    <ChartSvg width={width} height={height} label={label ?? `What happened, the latest first. ${said}.`}>
      {layout.entries.map((entry, index) => (
        <Entry key={index} entry={entry} place={layout.place} width={width} />
      ))}
      {layout.note !== '' && (
        <ChartText x={0} y={height - 4}>
          {layout.note}
        </ChartText>
      )}
    </ChartSvg>
  )
}

function Entry(props: { readonly entry: FeedEntry; readonly place: FeedLayout['place']; readonly width: number }) {
  const { entry, place, width } = props
  const { y, height, when, whoText, lines, color } = entry
  const first = y + feedSizes.line
  return (
    <g>
      <ChartText x={0} y={first}>
        {when}
      </ChartText>
      {color !== null && <circle cx={round(place.who - 10)} cy={first - 4.5} r={4} fill={color} />}
      <ChartText x={place.who} y={first} size={feedSizes.text} weight={600} tone="text">
        {whoText}
      </ChartText>
      {lines.map((text, index) => (
        <ChartText
          key={index}
          x={place.what}
          y={first + place.down + index * feedSizes.line}
          size={feedSizes.text}
          tone="text"
        >
          {text}
        </ChartText>
      ))}
      <line x1={0} x2={width} y1={round(y + height)} y2={round(y + height)} stroke={ink('grid')} />
    </g>
  )
}
