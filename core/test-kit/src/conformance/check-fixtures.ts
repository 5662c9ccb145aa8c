import { fixturesOf } from '@tessera/registry'
import { runFixtures } from '../fixtures/run-fixtures.ts'
import { finding, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

const ofMetrics = ({ host, metrics }: Subject) =>
  metrics.map(({ info }) => ({ metric: info.id, fixtures: fixturesOf(host.registry, info.id) }))

/** Every fixture of the plugin's metrics answers as it expects. */
export async function checkFixtures(subject: Subject): Promise<Finding[]> {
  const all = ofMetrics(subject).flatMap(({ metric, fixtures }) => fixtures.map((fixture) => ({ metric, fixture })))
  return runFixtures(subject.host, all)
}

/** Metrics whose value no fixture shows. */
export function missingFixtures(subject: Subject): Finding[] {
  return ofMetrics(subject)
    .filter(({ fixtures }) => fixtures.length === 0)
    .map(({ metric }) => finding('fixture_missing', { metric }))
}
