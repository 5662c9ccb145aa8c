import { panelQuestions, pluginOf, wishedBy, type PageTime } from '@tessera/registry'
import type { MetricQuery } from '@tessera/plugin-api/wire'
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

/** What is wrong with the answer to a question of a panel some of whose metrics need a source: it must say so, and name one of them. */
async function checkLack(
  { host, a }: Pick<Subject, 'host' | 'a'>,
  {
    panel,
    query,
    lacking,
  }: { readonly panel: string; readonly query: MetricQuery; readonly lacking: readonly string[] },
): Promise<Finding[]> {
  const met = await host.query(a, query).then(
    () => 'it is answered',
    (error: unknown) => {
      const isSaid = Object(error).code === 'needs_source' && lacking.some((id) => reasonOf(error).includes(`'${id}'`))
      return isSaid ? null : `it says: ${reasonOf(error)}`
    },
  )
  return met === null ? [] : [finding('panel_lack_unsaid', { panel, metrics: lacking.join(', '), met })]
}

/**
 * Dashboards place panels that are there; every question a page asks for a panel is answered, or says which metric needs a source
 * where no plugin here supplies it.
 */
export async function checkBoards({ host, plugin, a }: Subject): Promise<Finding[]> {
  const { registry } = host
  const own = new Set([plugin.id])
  const running = new Set(registry.order)
  const found: Finding[] = []
  // why: what rests on a plugin one can do without keeps its place, and says what it needs
  const isAway = (id: string) => wishedBy(plugin.contract).includes(id) && !running.has(id)
  for (const { id, spec } of registry.dashboards(own)) {
    for (const { panel } of spec.cards) {
      if (isAway(pluginOf(panel))) continue
      const placed = registry.panel(panel, running)
      const isWhole = placed !== undefined && 'spec' in placed && placed.missing.every(isAway)
      if (!isWhole) found.push(finding('panel_missing', { dashboard: id, panel }))
    }
  }
  for (const { id, spec, shape, metrics, missing } of registry.panels(own)) {
    if (missing.some(isAway)) continue
    const questions = pagesOf(a).flatMap((page) => panelQuestions({ ...spec, shape }, page))
    const lacking = missing.length > 0 ? [] : metrics.filter((metric) => registry.lackOf(metric, running) !== null)
    const [first] = questions
    if (lacking.length > 0) {
      if (first) found.push(...(await checkLack({ host, a }, { panel: id, query: first.query, lacking })))
      continue
    }
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
