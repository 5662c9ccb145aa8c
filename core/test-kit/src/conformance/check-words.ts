import { finding, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

const least = 30

/** Descriptions of metrics are sentences, titles are names. */
export function checkWords({ plugin }: Pick<Subject, 'plugin'>): Finding[] {
  const { id, contract } = plugin
  const entries = <Spec>(named: Readonly<Record<string, Spec>> = {}) =>
    Object.entries(named).map(([name, spec]) => ({ what: `${id}.${name}`, spec }))
  const poor = entries(contract.metrics).filter(
    ({ spec }) => spec.description.length < least || !spec.description.endsWith('.'),
  )
  const titled = [
    ...entries(contract.metrics),
    ...entries(contract.dimensions),
    ...entries(contract.views),
    ...entries(contract.panels),
    ...entries(contract.dashboards),
  ]
  const punctuated = titled.filter(({ spec }) => !/[^\s.,:;!]$/.test(spec.title))
  return [
    ...poor.map(({ what }) => finding('description_poor', { metric: what, least })),
    ...punctuated.map(({ what, spec }) => finding('title_punctuated', { what, title: spec.title })),
  ]
}
