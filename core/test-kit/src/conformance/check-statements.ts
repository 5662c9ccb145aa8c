import { schemaOf, wishedBy } from '@tessera/registry'
import { sql } from 'kysely'
import type { Explanation } from '@tessera/plugin-api/wire'
import { tableReferences, type TableReference } from '../sql/table-references.ts'
import { finding, type Finding } from './findings.ts'
import { byHalves, courses, merged, readings, together, type Question } from './questions.ts'
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
  const faultsOf = (explained: Explanation, { metric, asked }: Pick<Question, 'metric' | 'asked'>) =>
    tableReferences(explained.sql).flatMap((reference) => {
      const table = nameOf(reference)
      if (reference.schema === null || !schemas.has(reference.schema))
        return [finding('schema_foreign', { metric, asked, table })]
      return isHeld(reference, explained, a.id) || shared.has(table)
        ? []
        : [finding('tenant_unheld', { metric, asked, table })]
    })
  // A question without answer is another check's.
  const explain = (questions: readonly Question[]) => host.explain(a, merged(questions)).catch(() => null)
  const alone = async (question: Question) => {
    const explained = await explain([question])
    return explained ? faultsOf(explained, question) : []
  }
  for (const alike of together([...readings(metrics), ...courses(metrics)])) {
    const [first] = alike
    const attempt = async (some: readonly Question[]) => {
      const explained = await explain(some)
      return explained && first && faultsOf(explained, first).length === 0 ? [] : null
    }
    found.push(...(await byHalves(alike, attempt, alone)))
  }
  return found
}

function isHeld({ tenant }: TableReference, { parameters }: Explanation, tenantId: string): boolean {
  return tenant !== null && parameters[Number(tenant.slice(1)) - 1] === tenantId
}
