import { pluginClient } from '@tessera/plugin-api/web'
import { DataTable, EmptyState, Page, PageLink, Section, useTenant, type RecordColumn } from '@tessera/ui/page'
import type { inferRouterOutputs } from '@trpc/server'
import { dealTypes } from '../../choices.ts'
import { plugin } from '../../plugin.ts'
import type { routes } from '../../server/routes.ts'
import { Badge } from '../badge.tsx'
import { useAnswer } from '../use-answer.ts'
import { asDay, asDays, asMoney, asStage } from '../words.ts'

type Row = inferRouterOutputs<typeof routes>['pipeline']['deals'][number]

const ask = (signal: AbortSignal) => pluginClient<typeof routes>(plugin).pipeline.query(undefined, { signal })

/** Open deals for the review of the pipeline: those to look at and why, then all. */
export default function PipelinePage() {
  const { currency } = useTenant()
  const answer = useAnswer(ask)
  const deals = answer !== null && 'value' in answer ? answer.value.deals : null
  const odd = deals?.filter(({ reasons }) => reasons.length > 0) ?? []
  const columns = columnsOf(currency)
  const sum = (rows: readonly Row[]) =>
    asMoney(
      rows.reduce((all, { amount }) => all + (amount ?? 0), 0),
      currency,
    )
  return (
    <Page
      title="Pipeline"
      about={deals ? `${deals.length} open deals worth ${sum(deals)}, as they stand now.` : undefined}
    >
      {answer === null && <p aria-busy="true">Loading…</p>}
      {answer !== null && 'problem' in answer && <p role="alert">{answer.problem}</p>}
      {deals?.length === 0 && <EmptyState title="No deal is open; bring opportunities on the page of imports" />}
      {deals !== null && deals.length > 0 && (
        <>
          <Section title={`To look at (${odd.length})`} about={`Deals worth ${sum(odd)} that give reason to ask.`}>
            <DataTable
              label="Deals to look at"
              rows={odd}
              rowKey={({ id }) => id}
              sort={{ by: 'amount', desc: true }}
              columns={[
                ...columns.filter(({ id }) => id === 'name'),
                { id: 'why', title: 'Why', value: ({ reasons }) => reasons.join(' · ') },
                ...columns.filter(({ id }) => ['stage', 'rep', 'amount'].includes(id)),
              ]}
              empty={<p>No deal gives reason to ask.</p>}
            />
          </Section>
          <Section title={`All open deals (${deals.length})`}>
            <DataTable
              label="All open deals"
              rows={deals}
              rowKey={({ id }) => id}
              sort={{ by: 'amount', desc: true }}
              columns={columns}
            />
          </Section>
        </>
      )}
    </Page>
  )
}

function columnsOf(currency: string): readonly RecordColumn<Row>[] {
  return [
    {
      id: 'name',
      title: 'Deal',
      value: ({ name }) => name,
      show: ({ id, name }) => (
        <PageLink plugin={plugin} page="deal" params={{ dealId: id }}>
          {name}
        </PageLink>
      ),
    },
    { id: 'stage', title: 'Stage', value: ({ stage }) => asStage(stage) },
    {
      id: 'days',
      title: 'In it',
      value: ({ daysInStage }) => daysInStage,
      show: ({ daysInStage, isStalled }) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {isStalled && <Badge tone="warn">Stalled</Badge>} {asDays(daysInStage)}
        </span>
      ),
      numeric: true,
    },
    {
      id: 'amount',
      title: 'Amount',
      value: ({ amount }) => amount,
      show: ({ amount }) => asMoney(amount, currency),
      numeric: true,
    },
    {
      id: 'due',
      title: 'Expected',
      value: ({ dueOn }) => dueOn,
      show: ({ dueOn, isOverdue }) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {asDay(dueOn)} {isOverdue && <Badge tone="bad">Overdue</Badge>}
        </span>
      ),
    },
    { id: 'rep', title: 'Sold by', value: ({ rep }) => rep },
    { id: 'type', title: 'Kind', value: ({ type }) => dealTypes[type] },
    { id: 'account', title: 'Account', value: ({ account }) => account },
    {
      id: 'last',
      title: 'Last activity',
      value: ({ lastActivityAt }) => lastActivityAt,
      show: ({ lastActivityAt }) => asDay(lastActivityAt),
    },
  ]
}
