import type { Clock, TenantContext } from '@tessera/plugin-api/server'

/** The clock of a tenant: that of this machine, or the instant a demo tenant stands at. */
export function clockOf({ asOf }: Pick<TenantContext, 'asOf'>): Clock {
  return { now: () => new Date(asOf ?? Date.now()) }
}
