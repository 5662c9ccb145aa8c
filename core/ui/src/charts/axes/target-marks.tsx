import { ink } from '../../theme/ink.ts'

/** Where the target of one bar lies. */
export interface TargetMark {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** The targets of single bars, each as the line of a target is drawn, over its bar alone. */
export function TargetMarks({ marks }: { readonly marks: readonly TargetMark[] }) {
  return marks.map(({ x, y, width }) => (
    <g key={`${x} ${y}`}>
      <line x1={x} x2={x + width} y1={y} y2={y} stroke={ink('card')} strokeWidth={3} />
      <line x1={x} x2={x + width} y1={y} y2={y} stroke={ink('text')} strokeDasharray="2 2" />
    </g>
  ))
}
