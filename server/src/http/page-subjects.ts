import { matchPage, type Registry } from '@tessera/registry'
import { slugForm } from '@tessera/tenancy'
import type { PageSubjects } from './serve-host.ts'

/**
 * Tells whether this installation has the dashboard, the metric or the plugin's page that the address of a page names. What a tenant or
 * a person may see of it is told by the page: an address alone, without a session, says the same to everybody.
 */
export function pageSubjects(registry: Registry): (subjects: PageSubjects) => boolean {
  return ({ tenant, dashboardId, metricId, plugin, '*': below = '' }) => {
    // why: whether there is such a tenant is told to its members alone
    if (tenant !== undefined && !slugForm.test(tenant)) return false
    if (dashboardId !== undefined) return registry.dashboard(dashboardId) !== undefined
    if (metricId !== undefined) return registry.metric(metricId) !== undefined
    if (plugin === undefined) return true
    return matchPage(registry.pages(new Set([plugin])), below.replace(/\/$/, '').split('/')) !== null
  }
}
