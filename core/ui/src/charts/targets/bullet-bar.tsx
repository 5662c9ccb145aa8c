import { scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import { round } from '../chart-text.tsx'
import type { TargetRow } from './target-rows.ts'

/** A value as a bar over its scale, with a tick at the target and the side that meets it tinted; nothing where it would say nothing. */
export function BulletBar({ row, y, width }: { readonly row: TargetRow; readonly y: number; readonly width: number }) {
  if (row.most === null) return null
  const x = scaleLinear({ domain: [0, row.most], range: [0, width], clamp: true })
  const tick = row.bound === undefined ? undefined : x(row.bound)
  return (
    <>
      <Bar x={0} y={y} width={width} height={8} rx={2} fill={ink('track')} />
      {tick !== undefined && (
        <Bar
          x={round(row.below ? 0 : tick)}
          y={y}
          width={round(row.below ? tick : width - tick)}
          height={8}
          rx={2}
          fill={ink('good-soft')}
        />
      )}
      {row.value !== null && row.value > 0 && (
        <Bar x={0} y={y + 2} width={round(Math.max(1, x(row.value)))} height={4} rx={2} fill={ink('accent')} />
      )}
      {tick !== undefined && (
        <Bar x={round(Math.min(width - 2, Math.max(0, tick - 1)))} y={y - 3} width={2} height={14} fill={ink('text')} />
      )}
    </>
  )
}
