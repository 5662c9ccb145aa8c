import type { Frame } from '@tessera/plugin-api/wire'
import type { TestHost } from '../host/test-host.ts'
import type { TestTenant } from '../host/test-tenants.ts'
import { finding, reasonOf, type Finding } from './findings.ts'
import { byHalves, merged, together, type Question } from './questions.ts'

/** The answer to one question, or why there is none. */
export interface Answer {
  readonly question: Question
  readonly frame: Frame | null
  readonly reason: string
}

/** Cells of one metric, without rows that are there for other metrics of the question; in the order of their keys. */
function partOf(frame: Frame, metric: string): Frame {
  const isKey = frame.columns.map(({ role }) => role === 'time' || role === 'dimension')
  const isOwn = frame.columns.map(({ name }) => name === metric || name.startsWith(`${metric}:`))
  const kept = <T>(row: readonly T[]) => row.filter((_, index) => isKey[index] || isOwn[index])
  const rows = frame.rows
    .filter((row) => row.some((cell, index) => isOwn[index] && cell !== null))
    .map((row) => ({ row: kept(row), key: JSON.stringify(row.filter((_, index) => isKey[index])) }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
  return { ...frame, columns: kept(frame.columns), rows: rows.map(({ row }) => row) }
}

/** Asks questions as one tenant: those that differ in their metrics alone by one statement, unless each is to be asked apart. */
export async function answersOf(
  { query }: Pick<TestHost, 'query'>,
  tenant: TestTenant,
  { questions, apart = false }: { readonly questions: readonly Question[]; readonly apart?: boolean },
): Promise<Answer[]> {
  const ask = async (alike: readonly Question[]): Promise<Answer[]> => {
    const frame = await query(tenant, merged(alike))
    return alike.map((question) => ({ question, frame: partOf(frame, question.metric), reason: '' }))
  }
  const alone = (question: Question) =>
    ask([question]).catch((error: unknown) => [{ question, frame: null, reason: reasonOf(error) }])
  const answers = new Map<Question, Answer>()
  for (const alike of apart ? questions.map((question) => [question]) : together(questions)) {
    const told = await byHalves<Answer>(alike, (some) => ask(some).catch(() => null), alone)
    for (const answer of told) answers.set(answer.question, answer)
  }
  return questions.flatMap((question) => answers.get(question) ?? [])
}

/** Metric and way of asking, as findings name them. */
export const named = ({ question: { metric, asked } }: Answer) => ({ metric, asked })

/** Values in the columns of metrics and comparisons. */
function valuesOf(frame: Frame): unknown[] {
  const isValue = frame.columns.map(({ role }) => role === 'metric' || role === 'comparison')
  return frame.rows.flatMap((row) => row.filter((_, index) => isValue[index]))
}

const isNothing = (value: unknown) => value === null || value === 0

/** Whether no question found a value. */
export function areEmpty(answers: readonly Answer[]): boolean {
  return answers.every(({ frame }) => frame === null || valuesOf(frame).every(isNothing))
}

/** Questions that were refused. */
export function checkAnswered(answers: readonly Answer[]): Finding[] {
  return answers
    .filter(({ frame }) => frame === null)
    .map((answer) => finding('metric_failed', { ...named(answer), reason: answer.reason }))
}

/** Answers that claim something of a tenant without rows. */
export function checkEmpty(answers: readonly Answer[]): Finding[] {
  return answers.flatMap((answer) => {
    const value = answer.frame && valuesOf(answer.frame).find((each) => !isNothing(each))
    return value === null || value === undefined
      ? []
      : [finding('value_from_nothing', { ...named(answer), value: String(value) })]
  })
}

/** Those of the later answers that are not what they were. Questions without an answer are another check's. */
export function changed(before: readonly Answer[], after: readonly Answer[]): Answer[] {
  const rows = ({ frame }: Answer) => JSON.stringify(frame?.rows)
  return after.filter((answer, index) => {
    const earlier = before[index]
    return answer.frame !== null && earlier !== undefined && earlier.frame !== null && rows(earlier) !== rows(answer)
  })
}
