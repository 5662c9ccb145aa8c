import { schemaOf, wishedBy } from '@tessera/registry'
import { sql } from 'kysely'
import type { Explanation } from '@tessera/plugin-api/wire'
import { tableReferences, type TableReference } from '../sql/table-references.ts'
import { finding, type Finding } from './findings.ts'
import { courses, readings } from './questions.ts'
import type { Subject } from './subject.ts'

/** Schemas of the plugin and of all it requires, directly or not. */
function requiredSchemas({ host, plugin }: Pick<Subject, 'host' | 'plugin'>): readonly string[] {
  return [...host.registry.enabledClosure([plugin.id, ...wishedBy(plugin.contract)])].map(schemaOf)
}

/** Those it may read, core's with them. */
const ownSchemas = (subject: Subject): ReadonlySet<string> => new Set(['core', ...requiredSchemas(subject)])

/** Tables without rows of tenants, which every tenant may read and none may write. */
async function sharedTables({ host, plugin }: Subject): Promise<ReadonlySet<string>> {
  const schemas = requiredSchemas({ host, plugin })
  const { rows } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${schemas}) and not exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
    `.execute(host.database.owner)
  return new Set(rows.map(({ name }) => name))
}

const nameOf = ({ schema, table }: TableReference) => (schema === null ? table : `${schema}.${table}`)

/**
 * The SQL of every question reads only tables of the plugin, of core and of plugins it requires, each held to the tenant in
 * the select that reads it.
 */
export async function checkStatements(subject: Subject): Promise<Finding[]> {
  const { host, metrics, a } = subject
  const schemas = ownSchemas(subject)
  const shared = await sharedTables(subject)
  const found: Finding[] = []
  for (const { metric, asked, query } of [...readings(metrics), ...courses(metrics)]) {
    const explained = await host.explain(a, query).catch(() => null)
    // A question without answer is another check's.
    if (!explained) continue
    for (const reference of tableReferences(explained.sql)) {
      const table = nameOf(reference)
      if (reference.schema === null || !schemas.has(reference.schema)) {
        found.push(finding('schema_foreign', { metric, asked, table }))
      } else if (!isHeld(reference, explained, a.id) && !shared.has(table)) {
        found.push(finding('tenant_unheld', { metric, asked, table }))
      }
    }
  }
  return found
}

function isHeld({ tenant }: TableReference, { parameters }: Explanation, tenantId: string): boolean {
  return tenant !== null && parameters[Number(tenant.slice(1)) - 1] === tenantId
}
