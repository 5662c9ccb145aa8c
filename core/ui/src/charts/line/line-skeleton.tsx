/** Stands in for a line chart: grid lines and a curve. */
export function LineSkeleton() {
  return (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      {[4, 14, 24, 34].map((y) => (
        <line key={y} x1={0} x2={100} y1={y} y2={y} vectorEffect="non-scaling-stroke" />
      ))}
      <path d="M0,28C12,24 18,30 30,22S48,18 60,20S82,8 100,10" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
