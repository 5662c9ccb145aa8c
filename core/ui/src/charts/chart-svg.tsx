import type { ReactNode } from 'react'
import { fontFamily } from '../theme/font-family.ts'

/** The drawing surface of a chart: one image to assistive technology, described by its label. */
export function ChartSvg(props: {
  readonly width: number
  readonly height: number
  readonly label: string
  readonly children: ReactNode
}) {
  const { width, height, label, children } = props
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      className="t-svg"
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fontFamily={fontFamily}
      fontSize={12}
      style={{ fontVariantNumeric: 'tabular-nums' }}
    >
      {children}
    </svg>
  )
}
