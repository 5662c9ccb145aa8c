import { Card } from '@tessera/ui'
import type { DashboardCard } from '../api/dashboard-document.ts'

/** Keeps the place of a panel whose plugin is off, broken or gone, and says which and what to do. */
export function MissingPanel({ card }: { readonly card: DashboardCard }) {
  const { panelId, missing } = card
  const message = missing?.message ?? `Nobody provides the panel '${panelId}' any more.`
  return <Card title={missing?.title ?? panelId} state={{ kind: 'missing', message, hint: hintOf(missing?.code) }} />
}

function hintOf(code: string | undefined): string {
  return code === 'plugin_disabled'
    ? 'The place is kept. An admin can turn it on under Plugins.'
    : 'The place is kept. An admin can look under Plugins.'
}
