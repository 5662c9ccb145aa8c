import { panelQuestions, type PageTime } from '@tessera/registry'
import type { TestTenant } from '../host/test-tenants.ts'
import { finding, reasonOf, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

/** Pages as readers have them: the usual one, and one of a single day that compares nothing. */
function pagesOf({ timeZone, asOf }: TestTenant): readonly PageTime[] {
  const page = { timeZone, segments: [], now: asOf.toISOString() }
  return [
    { ...page, range: { last: 30, unit: 'day' }, compare: [{ kind: 'previous_period' }] },
    { ...page, range: { last: 1, unit: 'day' }, compare: [] },
  ]
}

/** Dashboards place panels that are there; every question a page asks for a panel is answered. */
export async function checkBoards({ host, plugin, a }: Subject): Promise<Finding[]> {
  const { registry } = host
  const own = new Set([plugin.id])
  const running = new Set(registry.order)
  const found: Finding[] = []
  for (const { id, spec } of registry.dashboards(own)) {
    for (const { panel } of spec.cards) {
      const placed = registry.panel(panel, running)
      const isWhole = placed !== undefined && 'spec' in placed && placed.missing.length === 0
      if (!isWhole) found.push(finding('panel_missing', { dashboard: id, panel }))
    }
  }
  for (const { id, spec, shape } of registry.panels(own)) {
    const questions = pagesOf(a).flatMap((page) => panelQuestions({ ...spec, shape }, page))
    for (const { asked, query } of questions) {
      try {
        await host.query(a, query)
      } catch (error) {
        found.push(finding('panel_failed', { panel: id, asked, reason: reasonOf(error) }))
        break
      }
    }
  }
  return found
}
