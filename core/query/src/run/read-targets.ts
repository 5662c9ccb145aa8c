import { LRUCache } from 'lru-cache'
import type { SetTarget } from '@tessera/plugin-api/wire'
import type { TenantStatements } from '../tenant-database.ts'

const text = `select coalesce(json_agg(json_build_object('metric', metric_id, 'from', from_day, 'to', to_day,
  'dimension', nullif(dimension_id, ''), 'value', case when dimension_id <> '' then dimension_value end, 'bound', bound, 'limit', value) order by from_day)::text, '[]') as targets
  from core.targets where tenant_id = $1::uuid`

type Stored = Omit<SetTarget, 'target'> & { readonly bound: keyof SetTarget['target']; readonly limit: number }

const mostTenants = 1_000
/** What was read last of each tenant: equal lists are kept once, however many answers rest on them. */
const recent = new LRUCache<string, { readonly read: string; readonly targets: readonly SetTarget[] }>({
  max: mostTenants,
})

/** Reads the targets that a tenant set, by their first day. */
export async function readTargets({ run }: TenantStatements, tenantId: string): Promise<readonly SetTarget[]> {
  const [row] = await run({ sql: text, parameters: [tenantId] }, { prepared: true })
  const read = (row?.['targets'] as string | undefined) ?? '[]'
  const known = recent.get(tenantId)
  if (known?.read === read) return known.targets
  const stored = JSON.parse(read) as readonly Stored[]
  const targets = stored.map(({ bound, limit, ...target }) => ({ ...target, target: { [bound]: limit } }))
  recent.set(tenantId, { read, targets })
  return targets
}
