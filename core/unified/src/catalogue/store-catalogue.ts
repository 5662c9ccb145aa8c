import type { Registry } from '@tessera/registry'
import { sql, type Kysely } from 'kysely'
import type { UnifiedMetric, UnifiedSocket } from './unified-metric.ts'

const entitiesOf = ({ entity, parts }: Pick<UnifiedMetric, 'entity' | 'parts'>) => [
  ...(entity ? [entity] : []),
  ...parts,
]

function metricRow({ info, formula, plugins, domain, name, column, ...metric }: UnifiedMetric) {
  const [bound] = Object.entries(info.target ?? {})
  return {
    metric_id: info.id,
    plugins,
    domain,
    metric_name: name,
    column_name: column,
    title: info.title,
    description: info.description,
    unit: info.unit,
    direction: info.direction,
    tier: info.tier,
    additivity: info.additivity ?? 'none',
    kind: info.kind ?? '',
    formula,
    owner: info.owner,
    version: info.version,
    target_op: bound?.[0] ?? null,
    target_value: bound?.[1] ?? null,
    target_days: info.targetDays ?? null,
    entity_type: metric.entity?.type ?? 'tenant',
    dimensions: info.dimensions,
    target_holding: metric.holding,
    target_grows: metric.grows,
    entity_dimensions: Object.fromEntries(entitiesOf(metric).map(({ type, dimension }) => [type, dimension])),
  }
}

/** What is waited for, in words, where others have their formula. */
const socketRow = (socket: UnifiedSocket) => ({
  ...metricRow({
    ...socket,
    formula: '',
    column: socket.name,
    categories: [],
    parts: [],
    holding: 'rate',
    grows: false,
  }),
  kind: 'socket',
  formula: `no formula yet: a plugin that supplies ${socket.info.id} fills it`,
})

function dimensionRows(registry: Registry) {
  return registry.dimensions().map(({ id, plugin, title, description, type, pii }) => ({
    dimension_id: id,
    plugins: plugin === 'core' ? [] : [...registry.enabledClosure([plugin])].toSorted(),
    title,
    description,
    type,
    is_personal: pii === true,
  }))
}

/** Brings one table in line with rows, which are all there are; rows that stay are not written. */
async function bring(db: Kysely<never>, table: string, rows: readonly object[]): Promise<void> {
  const given = sql`jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`
  await sql`delete from ${sql.table(table)} old where not exists (
    select from ${given} fresh where fresh is not distinct from old)`.execute(db)
  await sql`insert into ${sql.table(table)} select * from ${given} on conflict do nothing`.execute(db)
}

/** Writes metrics and dimensions into the tables that BI tools read them from. */
export async function storeCatalogue(
  owner: Kysely<never>,
  registry: Registry,
  { metrics, sockets }: { readonly metrics: readonly UnifiedMetric[]; readonly sockets: readonly UnifiedSocket[] },
): Promise<void> {
  await owner.transaction().execute(async (db) => {
    await bring(db, 'core.metric_catalogue', [...metrics.map(metricRow), ...sockets.map(socketRow)])
    await bring(db, 'core.dimension_catalogue', dimensionRows(registry))
  })
}
