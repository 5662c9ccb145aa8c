import { sql } from 'kysely'
import { createQueryEngine, statementsOn } from '@tessera/query'
import { answersOf, changed, named, type Answer } from './answers.ts'
import { finding, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

/** A tenant without rows sees nothing of another's. */
export function checkUnseen(before: readonly Answer[], after: readonly Answer[]): Finding[] {
  return changed(before, after).map((answer) => finding('seen_by_other', named(answer)))
}

/**
 * The answers of the first tenant stay what they were before the second got rows. They are asked for as the database's
 * owner, whom row-level security does not hold: the plugin's own SQL must keep tenants apart.
 */
export async function checkUnchanged(subject: Subject, before: readonly Answer[]): Promise<Finding[]> {
  const { host, a } = subject
  const { database, registry } = host
  const unguarded = createQueryEngine({
    model: registry,
    database: {
      // why: published views keep tenants apart by themselves, and want to know which
      tenantTransaction: (tenantId, run) =>
        database.owner.transaction().execute(async (db) => {
          await sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute(db)
          return run(db, statementsOn(db))
        }),
    },
  })
  const context = { tenant: a, plugins: new Set(registry.order) }
  const questions = before.map(({ question }) => question)
  const after = await answersOf({ query: (_, query) => unguarded.run(query, context) }, a, {
    questions,
  })
  const suspects = new Set(changed(before, after).map(({ question }) => question))
  const asked = before.filter(({ question }) => suspects.has(question))
  // why: all of them again, as a group may be there with 0 or not by what else is asked
  const guarded = suspects.size === 0 ? [] : await answersOf(host, a, { questions })
  const reached = new Set(changed(before, guarded).map(({ question }) => question))
  return asked.map((answer) =>
    finding(reached.has(answer.question) ? 'changed_by_other' : 'statement_leaks', named(answer)),
  )
}
