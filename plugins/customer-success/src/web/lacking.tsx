/** What is not counted as a plugin is off. */
export function Lacking({ lacking }: { readonly lacking: readonly string[] }) {
  if (lacking.length === 0) return null
  return (
    <p role="note" style={{ margin: 0, color: 'var(--t-secondary)' }}>
      {lacking.join(' ')}
    </p>
  )
}
