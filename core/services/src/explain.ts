import type { CellAddress, Explanation, MetricQuery } from '@tessera/plugin-api/wire'
import type { QueryContext } from '@tessera/query'
import type { ServiceParts } from './parts.ts'

const nameOf = (id: string) => id.slice(id.indexOf('.') + 1)

/** How an answer comes about, with what only this installation knows: worked examples and earlier definitions. */
export async function explainWith(
  { engine, registry, definitions }: Pick<ServiceParts, 'engine' | 'registry' | 'definitions'>,
  asked: { readonly query: MetricQuery; readonly at?: CellAddress | undefined },
  context: QueryContext,
): Promise<Explanation> {
  const explained = await engine.explain(asked.query, context, asked.at)
  const metrics = explained.metrics.map((metric) => ({
    ...metric,
    fixtures: registry.plugin(metric.plugin)?.server?.fixtures?.[nameOf(metric.id)]?.length ?? 0,
    definition: definitions.get(metric.id) ?? null,
  }))
  return { ...explained, metrics }
}
