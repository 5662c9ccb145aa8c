import { hasRollups } from '../host/has-rollups.ts'
import { finding, type Finding } from './findings.ts'
import { answersOf, changed, named, type Answer } from './answers.ts'
import type { Question } from './questions.ts'
import type { Subject } from './subject.ts'

/** Questions whose answers, where rollups may give them, are not those from single rows. */
async function differing({ host, b }: Subject, rows: readonly Answer[]): Promise<Finding[]> {
  const questions = rows.map(({ question }) => question)
  return changed(rows, await answersOf(host, b, { questions, apart: true })).map((answer) =>
    finding('rollup_differs', named(answer)),
  )
}

/**
 * The second tenant's rollups were built before it got rows: what changed since must be read from the rows, for which the
 * plugin has to mark it, and be right once the rollups are refreshed.
 */
export async function checkRollups(subject: Subject, questions: readonly Question[]): Promise<Finding[]> {
  if (!(await hasRollups(subject.host))) return []
  // why: a scan that several metrics share is read from a rollup only where it has all of them
  const rows = await answersOf({ query: subject.host.queryRows }, subject.b, { questions, apart: true })
  const stale = await differing(subject, rows)
  if (stale.length > 0) return stale
  await subject.host.refreshRollups(subject.b)
  return differing(subject, rows)
}
