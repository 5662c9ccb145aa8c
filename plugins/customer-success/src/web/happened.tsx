import type { PanelQuery } from '@tessera/plugin-api'
import { Panel } from '@tessera/ui/page'

const ofAccount = (accountId: string): PanelQuery => ({
  metrics: ['customer-success.activities'],
  filters: { member: 'core.account', operator: 'equals', values: [accountId] },
  range: { last: 180, unit: 'day', offset: -1 },
  compare: 'none',
})

/** What happened with an account: when what, and the latest of it in words. */
export function Happened({ accountId }: { readonly accountId: string }) {
  const query = ofAccount(accountId)
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 16 }}>
      <Panel
        title="When"
        subtitle="In half a year, the larger the more"
        view="timeline"
        query={{ ...query, dimensions: ['customer-success.activity_kind'], grain: 'week' }}
        height={240}
      />
      <Panel
        title="The latest"
        view="feed"
        query={{
          ...query,
          dimensions: ['customer-success.activity_kind', 'customer-success.activity'],
          grain: 'day',
          order: [{ key: 'time', dir: 'desc' }],
          limit: 40,
        }}
        height={440}
      />
    </div>
  )
}
