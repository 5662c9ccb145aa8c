/** Grey bars in the shape of a view, each `[left %, width %, height px]`. */
export function SkeletonBars(props: {
  readonly bars: readonly (readonly [left: number, width: number, height: number])[]
  /** Pixels between them; 12 when left out. */
  readonly gap?: number
  /** Pixels above the first. */
  readonly top?: number
}) {
  const { bars, gap = 12, top = 0 } = props
  return bars.map(([left, width, height], index) => (
    <i key={index} style={{ marginLeft: `${left}%`, width: `${width}%`, height, marginTop: index === 0 ? top : gap }} />
  ))
}
