import { useCallback } from 'react'
import type { PanelQuery } from '@tessera/plugin-api'
import { pluginClient, type PageOf } from '@tessera/plugin-api/web'
import { DataTable, Page, Panel, Section, useTenant } from '@tessera/ui/page'
import type { inferRouterOutputs } from '@trpc/server'
import { plugin } from '../../plugin.ts'
import type { routes } from '../../server/routes.ts'
import { Badge } from '../badge.tsx'
import { useAnswer } from '../use-answer.ts'
import { asDay, asMoney } from '../words.ts'

type Rep = inferRouterOutputs<typeof routes>['rep']

/** The scorecard of one sales person: what they sold beside their quota, what they may still sell, and what they do. */
export default function RepPage({ params: { repId } }: PageOf<typeof plugin, 'rep'>) {
  const ask = useCallback(
    (signal: AbortSignal) => pluginClient<typeof routes>(plugin).rep.query({ repId }, { signal }),
    [repId],
  )
  const answer = useAnswer(ask)
  if (answer === null || 'problem' in answer)
    return (
      <Page title="Sales person">
        {answer === null ? <p aria-busy="true">Loading…</p> : <p role="alert">{answer.problem}</p>}
      </Page>
    )
  const { rep, team } = answer.value
  return (
    <Page title={rep} about={team === null ? undefined : `Team ${team}.`} time>
      <Cards rep={rep} />
      <Quotas rep={answer.value} />
    </Page>
  )
}

function Cards({ rep }: { readonly rep: string }) {
  const of = (metrics: readonly string[], more: Partial<PanelQuery> = {}): PanelQuery => ({
    metrics: metrics.map((name) => `sales.${name}`),
    filters: { member: 'sales.rep', operator: 'equals', values: [rep] },
    compare: 'none',
    ...more,
  })
  const row = {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
    gap: 16,
  } as const
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 16 }}>
      <Panel
        title="Against targets"
        subtitle="At the end of the range"
        view="targets"
        query={of(['quota_attainment_pct', 'quota_pacing', 'pipeline_coverage_ratio', 'win_rate'], { samples: true })}
        height={290}
      />
      <Panel
        title="Bookings and quota"
        subtitle="Since the start of the quota period, up to each day"
        view="line"
        query={of(['bookings_to_date', 'quota_to_date', 'quota_of_period'], { grain: 'auto' })}
        height={280}
      />
      <div style={row}>
        <Panel
          title="Pipeline by stage"
          subtitle="Amount of open deals, and their number"
          view="ranked_bar"
          query={of(['total_pipeline_value', 'open_opportunities'], { dimensions: ['sales.stage'] })}
          options={{ secondary: 'sales.open_opportunities' }}
          height={280}
        />
        <Panel
          title="Activities"
          subtitle="Calls, mails and meetings of each period"
          view="bars"
          query={of(['sales_activities'], { dimensions: ['sales.activity_type'], grain: 'auto' })}
          height={280}
        />
      </div>
      <Panel
        title="Open deals"
        subtitle="The largest first"
        view="table"
        query={of(['total_pipeline_value'], {
          dimensions: ['sales.deal', 'sales.stage'],
          order: [{ key: 'sales.total_pipeline_value', dir: 'desc' }],
          limit: 20,
        })}
        height={400}
      />
    </div>
  )
}

const amountOf = (of: { readonly amount: number; readonly isLast: boolean; readonly currency: string }) => (
  <span style={{ whiteSpace: 'nowrap' }}>
    {!of.isLast && <Badge tone="plain">Replaced</Badge>} {asMoney(of.amount, of.currency)}
  </span>
)

function Quotas({ rep: { quotas } }: { readonly rep: Rep }) {
  const { currency } = useTenant()
  const quota = ({ amount, isLast }: Rep['quotas'][number]) => amountOf({ amount, isLast, currency })
  return (
    <Section title="Quotas" about="Every one that was set; of several for one time the last counts.">
      <DataTable
        label="Quotas"
        rows={quotas}
        rowKey={({ from, setOn }) => `${from} ${setOn}`}
        sort={{ by: 'from', desc: true }}
        columns={[
          { id: 'from', title: 'From', value: ({ from }) => from, show: ({ from }) => asDay(from) },
          { id: 'to', title: 'To', value: ({ to }) => to, show: ({ to }) => asDay(to) },
          {
            id: 'amount',
            title: 'Quota',
            value: ({ amount }) => amount,
            show: quota,
            numeric: true,
          },
          { id: 'set', title: 'Set on', value: ({ setOn }) => setOn, show: ({ setOn }) => asDay(setOn) },
        ]}
        empty={<p>No quota was set.</p>}
      />
    </Section>
  )
}
