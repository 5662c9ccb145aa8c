import { schemaOf } from '@tessera/registry'
import { sql } from 'kysely'
import { finding, type Finding } from './findings.ts'
import { answersOf, changed, named, type Answer } from './answers.ts'
import type { Question } from './questions.ts'
import type { Subject } from './subject.ts'

/** Questions whose answers, where rollups may give them, are not those from single rows. */
async function differing({ host, b }: Subject, rows: readonly Answer[]): Promise<Finding[]> {
  const questions = rows.map(({ question }) => question)
  return changed(rows, await answersOf(host, b, questions)).map((answer) => finding('rollup_differs', named(answer)))
}

/** Whether the plugin, or one it requires, keeps a rollup; without, every answer is from single rows. */
async function hasRollups({ host }: Subject): Promise<boolean> {
  const { rows } = await sql`
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${host.registry.order.map(schemaOf)}) and c.relkind = 'r'
      and obj_description(c.oid) like 'tessera rollup %' limit 1`.execute(host.database.owner)
  return rows.length > 0
}

/**
 * The second tenant's rollups were built before it got rows: what changed since must be read from the rows, for which the
 * plugin has to mark it, and be right once the rollups are refreshed.
 */
export async function checkRollups(subject: Subject, questions: readonly Question[]): Promise<Finding[]> {
  if (!(await hasRollups(subject))) return []
  const rows = await answersOf({ query: subject.host.queryRows }, subject.b, questions)
  const stale = await differing(subject, rows)
  if (stale.length > 0) return stale
  await subject.host.refreshRollups(subject.b)
  return differing(subject, rows)
}
