import type { TenantContext } from '@tessera/plugin-api/server'
import type { Explanation, Frame, MetricQuery } from '@tessera/plugin-api/wire'
import type { Services } from '../../../server/src/services.ts'
import type { BenchTenant } from '../data/world.ts'

const contextOf = ({ id, slug }: BenchTenant) => {
  const tenant: TenantContext = { id, slug, name: slug, timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  return { tenant, plugins: new Set(['shop']) }
}

/** Asks the engine of this process as a caller of a tenant. */
export const ask = ({ engine }: Services, tenant: BenchTenant, query: MetricQuery): Promise<Frame> =>
  engine.run(query, contextOf(tenant))

/** The statement the engine would send. */
export const explain = ({ engine }: Services, tenant: BenchTenant, query: MetricQuery): Promise<Explanation> =>
  engine.explain(query, contextOf(tenant))
