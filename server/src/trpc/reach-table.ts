import { pluginErrors, rightId } from '@tessera/plugin-api'
import type { RequestContext } from '@tessera/plugin-api/server'
import { asPlugin } from '@tessera/database'
import { schemaOf } from '@tessera/registry'
import { recordTable, recordTables, type ImportPlace, type RecordPlace, type RecordTable } from '@tessera/records'
import { tenancyErrors } from '@tessera/tenancy'
import type { Services } from '../services.ts'
import { tenantOf } from './procedures.ts'

/** A table that is imported, as addresses name it. */
export interface NamedTable {
  readonly plugin: string
  readonly table: string
}

/** Who asks, and what they hold. */
type Asking = Pick<RequestContext, 'tenant' | 'user' | 'plugins' | 'scopes'>

/**
 * A table that the caller may read or write. Refuses strangers, tables that there are not, plugins that the tenant does not have, and callers
 * without the right: `records:read`, or to write `records:write` or the one that the table names instead.
 */
export function tableFor(
  { registry }: Pick<Services, 'registry'>,
  caller: Asking,
  asked: NamedTable & { readonly to: 'read' | 'write' },
) {
  const { id: tenantId } = tenantOf(caller)
  const contract = registry.plugin(asked.plugin)?.contract
  if (!contract) throw tenancyErrors('plugin_unknown', { plugin: asked.plugin })
  if (!caller.plugins.has(contract.id)) throw pluginErrors('plugin_disabled', { plugin: contract.id })
  const table = recordTable(contract, asked.table)
  const { needs } = table.spec
  const scope =
    asked.to === 'read' ? 'records:read' : needs === undefined ? 'records:write' : rightId(contract.id, needs)
  if (!caller.scopes.has(scope)) throw pluginErrors('scope_missing', { scope })
  return { tenantId, contract, table }
}

/** The same, with the transactions of its plugin for the caller. */
export function placeFor(
  services: Pick<Services, 'registry' | 'pluginServices'>,
  ctx: RequestContext,
  asked: Parameters<typeof tableFor>[2],
): RecordPlace {
  const { tenantId, contract, table } = tableFor(services, ctx, asked)
  return {
    tenantId,
    table,
    transaction: ctx.services(contract).transaction,
    changed: () => services.pluginServices.follow({ tenantId, plugin: contract.id, table: table.name }),
  }
}

/** The same, to be imported into. */
export function importPlaceFor(
  services: Pick<Services, 'registry' | 'pluginServices'>,
  ctx: RequestContext,
  asked: NamedTable,
): ImportPlace {
  const { tenantId, contract, table } = tableFor(services, ctx, { ...asked, to: 'write' })
  const schema = schemaOf(contract.id)
  return {
    tenantId,
    table,
    transaction: ctx.transaction,
    changed: () => services.pluginServices.follow({ tenantId, plugin: contract.id, table: table.name }),
    asPlugin: (db, run) => asPlugin(db, schema, run),
  }
}

/** All tables of enabled plugins that the caller may write. */
export function writableTables({ registry }: Pick<Services, 'registry'>, caller: Asking): readonly RecordTable[] {
  return [...caller.plugins].flatMap((id) => {
    const contract = registry.plugin(id)?.contract
    if (!contract) return []
    return recordTables(contract).filter(({ spec: { needs } }) =>
      caller.scopes.has(needs === undefined ? 'records:write' : rightId(id, needs)),
    )
  })
}
