import { CompiledQuery } from 'kysely'
import type { Explanation } from '@tessera/plugin-api/wire'
import { finding, type Finding } from './findings.ts'
import { readings } from './questions.ts'
import type { Subject } from './subject.ts'

const marked = /->> '([a-z][a-z0-9-]*\.[a-z][a-zA-Z0-9]*)'/g

/** Settings that a statement reads, by its plan: what views below it read counts where the statement uses it. */
async function rulesRead(
  { host }: Pick<Subject, 'host'>,
  { sql, parameters }: Explanation,
): Promise<readonly string[]> {
  const plan = CompiledQuery.raw(`explain (verbose) ${sql}`, [...parameters])
  // A question without answer is another check's.
  const { rows } = await host.database.owner
    .executeQuery<{ 'QUERY PLAN': string }>(plan)
    .catch(() => ({ rows: [] as { 'QUERY PLAN': string }[] }))
  const text = rows.map((row) => row['QUERY PLAN']).join('\n')
  return [...text.matchAll(marked)].flatMap(([, id]) => id ?? [])
}

/**
 * Every setting that the SQL of a metric reads, in its formulas or in views below them, is told as a rule of the metric; and what is told
 * is read, unless rows are made by it.
 */
export async function checkRules(subject: Subject): Promise<Finding[]> {
  const { host, metrics, a } = subject
  const found: Finding[] = []
  for (const metric of metrics) {
    const { id, rules: told = [] } = metric.info
    const read = new Set<string>()
    for (const { query } of readings([metric])) {
      const explained = await host.explain(a, query).catch(() => null)
      if (explained) for (const rule of await rulesRead(subject, explained)) read.add(rule)
    }
    for (const rule of read)
      if (!told.some((one) => one.id === rule)) found.push(finding('rule_untold', { metric: id, rule }))
    for (const { id: rule, stored } of told)
      if (!stored && !read.has(rule)) found.push(finding('rule_unread', { metric: id, rule }))
  }
  return found
}
