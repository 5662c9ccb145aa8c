import type { Frame } from '@tessera/plugin-api/wire'
import type { TestHost } from '../host/test-host.ts'
import type { TestTenant } from '../host/test-tenants.ts'
import { finding, reasonOf, type Finding } from './findings.ts'
import type { Question } from './questions.ts'

/** The answer to one question, or why there is none. */
export interface Answer {
  readonly question: Question
  readonly frame: Frame | null
  readonly reason: string
}

/** Asks questions as one tenant, one after the other. */
export async function answersOf(
  host: Pick<TestHost, 'query'>,
  tenant: TestTenant,
  questions: readonly Question[],
): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const question of questions) {
    try {
      answers.push({ question, frame: await host.query(tenant, question.query), reason: '' })
    } catch (error) {
      answers.push({ question, frame: null, reason: reasonOf(error) })
    }
  }
  return answers
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
