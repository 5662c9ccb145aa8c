import type { Catalogue, Questions } from '@tessera/plugin-api/server'
import type { Compare, Filter, Range } from '@tessera/plugin-api/wire'

type Asking = Pick<Questions, 'query'> & { readonly catalogue: Catalogue }

/** Over what figures are asked. */
export interface Over {
  readonly range: Range
  readonly filters?: Filter | undefined
  readonly compare?: Compare | undefined
}

const numberOf = (cell: unknown) => (cell === null || cell === undefined ? null : Number(cell))
const most = 20

/** Ids of metrics that have a source in the tenant. */
function sourced(catalogue: Catalogue): ReadonlySet<string> {
  return new Set(catalogue.metrics().flatMap(({ id, status }) => (status === 'live' ? [id] : [])))
}

/** Figures by name, `names` says of which metric; null where a metric has no value, or no source. */
export async function figuresOf<Name extends string>(
  { query, catalogue }: Asking,
  names: Readonly<Record<Name, string>>,
  { range, filters, compare }: Over,
): Promise<{ readonly now: Record<Name, number | null>; readonly before: Record<Name, number | null> }> {
  const there = sourced(catalogue)
  const ids = [...new Set(Object.values<string>(names))].filter((id) => there.has(id))
  const [now, before] = [new Map<string, number | null>(), new Map<string, number | null>()]
  for (let at = 0; at < ids.length; at += most) {
    const asked = ids.slice(at, at + most)
    const frame = await query({
      metrics: asked.map((id) => ({ id })),
      time: { range },
      ...(filters ? { filters } : {}),
      ...(compare ? { compare: [compare] } : {}),
    })
    const [row = []] = frame.rows
    for (const [nth, { name, role }] of frame.columns.entries()) {
      if (role === 'metric') now.set(name, numberOf(row[nth]))
      if (role === 'comparison') before.set(name.slice(0, name.indexOf(':')), numberOf(row[nth]))
    }
  }
  const by = (values: ReadonlyMap<string, number | null>) =>
    Object.fromEntries(Object.entries<string>(names).map(([name, id]) => [name, values.get(id) ?? null])) as Record<
      Name,
      number | null
    >
  return { now: by(now), before: by(before) }
}

/** One metric by a dimension of the plugin. */
export async function groupsOf(
  { query }: Pick<Questions, 'query'>,
  { metric, dimension }: { readonly metric: string; readonly dimension: string },
  { range, filters }: Over,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await query({
    metrics: [{ id: `customer-success.${metric}` }],
    dimensions: [`customer-success.${dimension}`],
    time: { range },
    ...(filters ? { filters } : {}),
  })
  return new Map(rows.flatMap(([key, value]) => (key === null ? [] : [[String(key), numberOf(value) ?? 0]])))
}
