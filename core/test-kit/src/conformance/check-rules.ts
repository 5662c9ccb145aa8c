import { CompiledQuery } from 'kysely'
import { finding, type Finding } from './findings.ts'
import { byHalves, merged, readings, together, type Question } from './questions.ts'
import type { Subject } from './subject.ts'

const marked = /->> '([a-z][a-z0-9-]*\.[a-z][a-zA-Z0-9]*)'/g

/** Settings that questions read, by the plan of their statement: what views below it read counts where the statement uses it. Null without a plan. */
async function readBy({ host, a }: Subject, questions: readonly Question[]): Promise<readonly string[] | null> {
  const explained = await host.explain(a, merged(questions)).catch(() => null)
  if (!explained) return null
  const plan = CompiledQuery.raw(`explain (verbose) ${explained.sql}`, [...explained.parameters])
  const planned = await host.database.owner.executeQuery<{ 'QUERY PLAN': string }>(plan).catch(() => null)
  if (!planned) return null
  const text = planned.rows.map((row) => row['QUERY PLAN']).join('\n')
  return [...text.matchAll(marked)].flatMap(([, id]) => id ?? [])
}

/**
 * Every setting that the SQL of a metric reads, in its formulas or in views below them, is told as a rule of the metric; and what is told
 * is read, unless rows are made by it.
 */
export async function checkRules(subject: Subject): Promise<Finding[]> {
  const { metrics } = subject
  const told = new Map(metrics.map(({ info: { id, rules = [] } }) => [id, rules]))
  const namesOf = (metric: string) => (told.get(metric) ?? []).map(({ id }) => id)
  const untold = new Set<string>()
  const unread = new Map(
    [...told].map(([metric, rules]) => [metric, new Set(rules.flatMap(({ id, stored }) => (stored ? [] : [id])))]),
  )

  const alone = async (question: Question): Promise<[]> => {
    const { metric } = question
    // A question without answer is another check's.
    for (const rule of (await readBy(subject, [question])) ?? []) {
      unread.get(metric)?.delete(rule)
      if (!namesOf(metric).includes(rule)) untold.add(JSON.stringify([metric, rule]))
    }
    return []
  }
  // why: metrics that tell the same rules read no other ones where all of them together read none
  for (const alike of together(readings(metrics), ({ metric }) => namesOf(metric))) {
    const [first] = alike
    const attempt = async (some: readonly Question[]): Promise<[] | null> => {
      const read = await readBy(subject, some)
      return first && read?.every((rule) => namesOf(first.metric).includes(rule)) ? [] : null
    }
    await byHalves(alike, attempt, alone)
  }
  for (const question of readings(metrics)) if (unread.get(question.metric)?.size) await alone(question)
  return [
    ...[...untold].map((each) => {
      const [metric = '', rule = ''] = JSON.parse(each) as string[]
      return finding('rule_untold', { metric, rule })
    }),
    ...[...unread].flatMap(([metric, rules]) => [...rules].map((rule) => finding('rule_unread', { metric, rule }))),
  ]
}
