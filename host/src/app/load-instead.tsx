import { useEffect } from 'react'
import { loadInstead } from '../api/tenant-address.ts'
import { PageLoading } from '../controls/page-loading.tsx'

/** Leaves for an address below the base path that is of another tenant, or of none. */
export function LoadInstead({ address }: { readonly address: string }) {
  useEffect(() => loadInstead(address), [address])
  return <PageLoading />
}
