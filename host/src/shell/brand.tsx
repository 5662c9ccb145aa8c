import { Link } from 'react-router'
import { useCarriedSearch } from '../state/use-view-state.ts'

/** The product's mark and name; leads to the first page. */
export function Brand() {
  const search = useCarriedSearch()
  return (
    <Link to={{ pathname: '/', search }} className="brand" aria-label="Tessera, first page">
      <BrandMark />
      <span className="brand-name">Tessera</span>
    </Link>
  )
}

/** Four tiles. */
export function BrandMark() {
  return (
    <svg width="20" height="20" viewBox="0 0 16 16" aria-hidden="true">
      <rect x="1" y="1" width="6" height="6" rx="1.5" fill="var(--t-cat-1)" />
      <rect x="9" y="1" width="6" height="6" rx="1.5" fill="var(--t-cat-3)" />
      <rect x="1" y="9" width="6" height="6" rx="1.5" fill="var(--t-cat-2)" />
      <rect x="9" y="9" width="6" height="6" rx="1.5" fill="var(--t-cat-4)" />
    </svg>
  )
}
