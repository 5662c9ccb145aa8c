import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTRPC } from '../api/trpc.ts'
import type { SignedInSession } from './session-context.ts'

/** Notes that the session was used in this tenant, so that addresses without a tenant lead here next. */
export function useRememberTenant({ tenant, tenants, lastTenant }: SignedInSession): void {
  const trpc = useTRPC()
  const { mutate } = useMutation(trpc.session.switchTenant.mutationOptions())
  const remember = useEffectEvent(() => mutate({ tenant: tenant.slug }))
  const isNews = tenants.length > 1 && lastTenant !== tenant.slug
  useEffect(() => {
    if (isNews) remember()
  }, [isNews])
}
