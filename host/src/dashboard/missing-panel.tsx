import { Card } from '@tessera/ui'
import type { DashboardCard } from '../api/dashboard-document.ts'

/** Keeps the place of a panel whose plugin is off, broken or gone, and says which and what to do. */
export function MissingPanel({ card }: { readonly card: DashboardCard }) {
  const { panelId, missing } = card
  const message = missing?.message ?? `Nobody provides the panel '${panelId}' any more.`
  const hint = `The place is kept: panel ${panelId}${missing === null ? '' : ` of plugin ${missing.plugin}`}. An admin can look under Plugins.`
  return <Card title={panelId} state={{ kind: 'missing', message, hint }} />
}
