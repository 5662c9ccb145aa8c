import type { TestHost } from '../host/test-host.ts'
import { checkFixtures } from './check-fixtures.ts'
import { checkRules } from './check-rules.ts'
import { checkStatements } from './check-statements.ts'
import type { Finding } from './findings.ts'
import { subjectOf } from './subject.ts'

/** What was looked at, and what is wrong. */
export interface TogetherExamination {
  readonly metrics: readonly string[]
  readonly findings: readonly Finding[]
}

/**
 * Looks at metrics that rest on plugins theirs can do without, on a host where all of these run: their statements, the rules they tell and their
 * fixtures. `examine` has each plugin alone, where nobody computes them.
 */
export async function examineTogether(host: TestHost): Promise<TogetherExamination> {
  const { registry } = host
  const metrics: string[] = []
  const findings: Finding[] = []
  for (const id of registry.order) {
    const alone = registry.enabledClosure([id])
    const whole = subjectOf(host, id, undefined)
    const subject = { ...whole, metrics: whole.metrics.filter(({ info }) => registry.lackOf(info.id, alone) !== null) }
    if (subject.metrics.length === 0) continue
    metrics.push(...subject.metrics.map(({ info }) => info.id))
    findings.push(
      ...(await checkStatements(subject)),
      ...(await checkRules(subject)),
      ...(await checkFixtures(subject)),
    )
  }
  return { metrics, findings }
}
