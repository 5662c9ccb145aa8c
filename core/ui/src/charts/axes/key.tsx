import { ink } from '../../theme/ink.ts'
import { ChartText } from '../chart-text.tsx'
import { keyRowHeight, type KeyItem } from './key-rows.ts'

/** The key above a chart: what its colours and marks stand for. */
export function Key({ items }: { readonly items: readonly KeyItem[] }) {
  return items.map((item) => {
    const { title, x = 0, row = 0 } = item
    return (
      <g key={title}>
        <Mark item={item} x={x} y={row * keyRowHeight} />
        <ChartText x={x + 22} y={row * keyRowHeight + 12}>
          {title}
        </ChartText>
      </g>
    )
  })
}

function Mark({ item, x, y }: { readonly item: KeyItem; readonly x: number; readonly y: number }) {
  const { color, faint, dashed, dotted, shape } = item
  if (shape === 'box')
    return (
      <rect
        x={x + 3}
        y={y + 3}
        width={10}
        height={10}
        rx={2}
        fill={color}
        fillOpacity={dashed === true ? 0.35 : faint === true ? 0.25 : undefined}
        stroke={dashed === true ? color : undefined}
        strokeDasharray={dashed === true ? '2 2' : undefined}
      />
    )
  if (shape === 'tick') return <rect x={x + 1} y={y + 7} width={14} height={2} fill={ink('text')} />
  return (
    <line
      x1={x + 1}
      x2={x + 15}
      y1={y + 8}
      y2={y + 8}
      stroke={color}
      strokeWidth={dotted === true ? 1 : 2}
      strokeLinecap={dotted === true ? 'butt' : 'round'}
      strokeOpacity={faint === true ? 0.45 : undefined}
      strokeDasharray={dashed === true ? '2 5' : dotted === true ? '2 2' : undefined}
    />
  )
}
