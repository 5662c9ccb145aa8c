import { ink } from '../../theme/ink.ts'
import type { TargetVerdict } from '../../format/target-verdict.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { NameText } from '../name-text.tsx'
import { summarize } from '../summarize.ts'
import { verdictTones } from '../targets/verdict-words.ts'
import { statusGridLayout, statusMarks, type DrawnTile, type StatusGridLayout } from './status-grid-layout.ts'

const grounds: { readonly [V in TargetVerdict]: string } = {
  missed: 'bad-soft',
  'met, within noise': 'warn-soft',
  met: 'good-soft',
  unknown: 'track',
}

/** A tile for each category: its mark, name and value, in the colour of whether it meets the target. */
export function StatusGrid(props: PropsOfView<'status_grid'>) {
  const { frame, width, height, locale, label } = props
  const layout = statusGridLayout(props)
  const said = layout.counts.map(({ text }) => text.replace(/^\S+ /, '')).join(', ')
  return (
    <ChartSvg width={width} height={height} label={label ?? `${said}. ${summarize(frame, locale)}`}>
      {layout.counts.map(({ verdict, text, x }) => (
        <ChartText key={verdict} x={x} y={13} weight={500} tone={verdictTones[verdict]}>
          {text}
        </ChartText>
      ))}
      {layout.tiles.map((tile, index) => (
        <Tile key={index} tile={tile} layout={layout} />
      ))}
      {layout.note !== '' && (
        <ChartText x={0} y={height - 4}>
          {layout.note}
        </ChartText>
      )}
    </ChartSvg>
  )
}

function Tile({ tile, layout }: { readonly tile: DrawnTile; readonly layout: StatusGridLayout }) {
  const { width, height } = layout.tile
  const { x, y, verdict, lines, valueText } = tile
  const middle = y + height / 2 + 4.5
  return (
    <g>
      <rect x={round(x)} y={round(y)} width={round(width)} height={round(height)} rx={4} fill={ink(grounds[verdict])} />
      <ChartText
        x={layout.small ? x + width / 2 : x + 8}
        y={middle}
        size={13}
        weight={600}
        tone={verdictTones[verdict]}
        anchor={layout.small ? 'middle' : 'start'}
      >
        {statusMarks[verdict]}
      </ChartText>
      {!layout.small && (
        <>
          <NameText x={x + 24} y={middle} lines={lines} size={13} />
          <ChartText x={x + width - 8} y={middle} size={13} weight={600} tone="text" anchor="end">
            {valueText}
          </ChartText>
        </>
      )}
    </g>
  )
}
