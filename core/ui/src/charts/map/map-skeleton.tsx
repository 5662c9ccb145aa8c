/** Stands in for a map: continents as they lie, and the list beside them. */
export function MapSkeleton() {
  return (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      <path d="M4,6h20l-4,10h-6zM18,20h8l-3,16h-3zM34,6h10v8h-10zM34,16h10l-3,16h-3zM46,5h24v12l-12,5l-12,-8zM60,26h9v6h-9z" />
      {[4, 12, 20, 28].map((y) => (
        <rect key={y} x={80} y={y} width={20} height={3} />
      ))}
    </svg>
  )
}
