import type { CallerContext } from '../identity/caller.ts'
import type { CellAddress, Explanation, MetricQuery } from '@tessera/plugin-api/wire'
import type { Services } from '../services.ts'

type Caller = Pick<CallerContext, 'plugins' | 'signal' | 'scopes'> & {
  readonly tenant: NonNullable<CallerContext['tenant']>
}

const nameOf = (id: string) => id.slice(id.indexOf('.') + 1)

/** How an answer comes about, with what only this installation knows: worked examples and earlier definitions. */
export async function explainQuery(
  services: Services,
  asked: { readonly query: MetricQuery; readonly at?: CellAddress | undefined },
  caller: Caller,
): Promise<Explanation> {
  const { engine, registry, definitions } = services
  const { tenant, plugins, signal, scopes } = caller
  const context = { tenant, plugins, signal, personal: scopes.has('rows:read_personal') }
  const explained = await engine.explain(asked.query, context, asked.at)
  const metrics = explained.metrics.map((metric) => ({
    ...metric,
    fixtures: registry.plugin(metric.plugin)?.server?.fixtures?.[nameOf(metric.id)]?.length ?? 0,
    definition: definitions.get(metric.id) ?? null,
  }))
  return { ...explained, metrics }
}
