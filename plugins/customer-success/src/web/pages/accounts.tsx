import { pluginClient } from '@tessera/plugin-api/web'
import { DataTable, EmptyState, Page, PageLink, Section, useTenant, type RecordColumn } from '@tessera/ui/page'
import type { inferRouterOutputs } from '@trpc/server'
import { accountStatuses, healthSegments } from '../../choices.ts'
import { plugin } from '../../plugin.ts'
import type { routes } from '../../server/routes.ts'
import { Badge, toneOf } from '../badge.tsx'
import { Lacking } from '../lacking.tsx'
import { useAnswer } from '../use-answer.ts'
import { asChange, asDay, asMoney, asScore } from '../words.ts'

type Row = inferRouterOutputs<typeof routes>['accounts']['accounts'][number]

const ask = (signal: AbortSignal) => pluginClient<typeof routes>(plugin).accounts.query(undefined, { signal })

/** All accounts, those that give reason to worry first. */
export default function AccountsPage() {
  const { currency } = useTenant()
  const answer = useAnswer(ask)
  const loaded = answer !== null && 'value' in answer ? answer.value : null
  const warned = loaded?.accounts.filter(({ warnings }) => warnings.length > 0) ?? []
  const columns = columnsOf(currency)
  return (
    <Page title="Accounts" about={loaded?.date ? `As they stood at the end of ${asDay(loaded.date)}.` : undefined}>
      {answer === null && <p aria-busy="true">Loading…</p>}
      {answer !== null && 'problem' in answer && <p role="alert">{answer.problem}</p>}
      {loaded !== null && <Lacking lacking={loaded.lacking} />}
      {loaded?.accounts.length === 0 && (
        <EmptyState title="There are no accounts yet; import customers and engagements on the page of plugins" />
      )}
      {loaded !== null && loaded.accounts.length > 0 && (
        <>
          <Section title={`Early warnings (${warned.length})`} about="Accounts that give reason to worry, and why.">
            <DataTable
              label="Early warnings"
              rows={warned}
              rowKey={({ accountId }) => accountId}
              sort={{ by: 'risk', desc: true }}
              columns={[...columns.filter(({ id }) => !['status', 'csm'].includes(id)), ...reasons]}
              empty={<p>No account gives reason to worry.</p>}
            />
          </Section>
          <Section title={`All accounts (${loaded.accounts.length})`}>
            <DataTable
              label="All accounts"
              rows={loaded.accounts}
              rowKey={({ accountId }) => accountId}
              sort={{ by: 'name' }}
              columns={columns}
            />
          </Section>
        </>
      )}
    </Page>
  )
}

const reasons: readonly RecordColumn<Row>[] = [
  { id: 'why', title: 'Why', value: ({ warnings }) => warnings.join(' · ') },
  { id: 'what', title: 'What to do', value: ({ recommendation }) => recommendation },
]

function columnsOf(currency: string): readonly RecordColumn<Row>[] {
  return [
    {
      id: 'name',
      title: 'Account',
      value: ({ name }) => name,
      show: ({ accountId, name }) => (
        <PageLink plugin={plugin} page="account" params={{ accountId }}>
          {name}
        </PageLink>
      ),
    },
    {
      id: 'status',
      title: 'Status',
      value: ({ status }) => accountStatuses[status],
      show: ({ status }) => (
        <Badge tone={status === 'churned' ? 'bad' : toneOf(status)}>{accountStatuses[status]}</Badge>
      ),
    },
    {
      id: 'health',
      title: 'Health',
      beneath: false,
      value: ({ healthScore }) => healthScore,
      show: ({ healthScore, segment }) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {asScore(healthScore)} {segment && <Badge tone={toneOf(segment)}>{healthSegments[segment]}</Badge>}
        </span>
      ),
    },
    {
      id: 'trend',
      title: '30 days',
      value: ({ healthTrend }) => healthTrend,
      show: ({ healthTrend }) => asChange(healthTrend),
      numeric: true,
    },
    {
      id: 'risk',
      title: 'Churn risk',
      beneath: false,
      value: ({ churnRisk }) => churnRisk,
      show: ({ churnRisk }) => asScore(churnRisk),
      numeric: true,
    },
    { id: 'mrr', title: 'MRR', value: ({ mrr }) => mrr, show: ({ mrr }) => asMoney(mrr, currency), numeric: true },
    { id: 'contact', title: 'Days since contact', value: ({ lastContactDays }) => lastContactDays, numeric: true },
    { id: 'csm', title: 'Looked after by', value: ({ csm }) => csm },
  ]
}
