import { useCallback } from 'react'
import { pluginClient, type PageOf } from '@tessera/plugin-api/web'
import { DataTable, Page, PageLink, Section, useTenant } from '@tessera/ui/page'
import type { inferRouterOutputs } from '@trpc/server'
import { activityTypes, dealStatuses, dealTypes } from '../../choices.ts'
import { plugin } from '../../plugin.ts'
import type { routes } from '../../server/routes.ts'
import { Badge } from '../badge.tsx'
import { Fact, Facts } from '../facts.tsx'
import { useAnswer } from '../use-answer.ts'
import { asDay, asDays, asMoney, asStage, asWords } from '../words.ts'

type Deal = inferRouterOutputs<typeof routes>['deal']

const tones = { open: 'plain', won: 'good', lost: 'bad' } as const

/** One deal: what it was from when on, what was done about it, and whose it is. */
export default function DealPage({ params: { dealId } }: PageOf<typeof plugin, 'deal'>) {
  const ask = useCallback(
    (signal: AbortSignal) => pluginClient<typeof routes>(plugin).deal.query({ dealId }, { signal }),
    [dealId],
  )
  const answer = useAnswer(ask)
  if (answer === null || 'problem' in answer)
    return (
      <Page title="Deal">
        {answer === null ? <p aria-busy="true">Loading…</p> : <p role="alert">{answer.problem}</p>}
      </Page>
    )
  const deal = answer.value
  return (
    <Page title={deal.name} about={`${dealTypes[deal.type]}${deal.source === null ? '' : `; source: ${deal.source}`}.`}>
      <Summary deal={deal} />
      <Stages deal={deal} />
      <Activities deal={deal} />
      <Account deal={deal} />
    </Page>
  )
}

function Summary({ deal }: { readonly deal: Deal }) {
  const { currency, timeZone } = useTenant()
  return (
    <Facts>
      <Fact name="State">
        <Badge tone={tones[deal.status]}>{dealStatuses[deal.status]}</Badge>
      </Fact>
      <Fact name="Stage">{asStage(deal.stage)}</Fact>
      <Fact name="Amount">{asMoney(deal.amount, currency)}</Fact>
      <Fact name="Sold by">
        <PageLink plugin={plugin} page="rep" params={{ repId: deal.repId }}>
          {deal.rep}
        </PageLink>
      </Fact>
      <Fact name="Created">{asDay(deal.createdAt, timeZone)}</Fact>
      {deal.closedAt === null ? (
        <Fact name="Expected">{asDay(deal.dueOn)}</Fact>
      ) : (
        <Fact name="Closed">{asDay(deal.closedAt, timeZone)}</Fact>
      )}
      <Fact name={deal.closedAt === null ? 'Open for' : 'Took'}>{asDays(deal.days)}</Fact>
      {deal.lostReason !== null && <Fact name="Lost because">{deal.lostReason}</Fact>}
    </Facts>
  )
}

function Stages({ deal: { stages } }: { readonly deal: Deal }) {
  const { currency, timeZone } = useTenant()
  return (
    <Section title="Stages">
      <DataTable
        label="Stages"
        rows={stages}
        rowKey={({ enteredAt }) => enteredAt}
        sort={{ by: 'entered' }}
        columns={[
          { id: 'stage', title: 'Stage', value: ({ stage }) => asStage(stage) },
          {
            id: 'entered',
            title: 'From',
            value: ({ enteredAt }) => enteredAt,
            show: ({ enteredAt }) => asDay(enteredAt, timeZone),
          },
          {
            id: 'left',
            title: 'Until',
            value: ({ leftAt }) => leftAt,
            show: ({ leftAt }) => (leftAt === null ? 'now' : asDay(leftAt, timeZone)),
          },
          { id: 'days', title: 'Days', value: ({ days }) => days, show: ({ days }) => asDays(days), numeric: true },
          {
            id: 'amount',
            title: 'Amount',
            value: ({ amount }) => amount,
            show: ({ amount }) => asMoney(amount, currency),
            numeric: true,
          },
        ]}
        empty={<p>It was closed at the moment it was created.</p>}
      />
    </Section>
  )
}

const what = ({ type, tookPlace }: Deal['activities'][number]) => (
  <>
    {activityTypes[type]} {!tookPlace && <Badge tone="plain">{type === 'call' ? 'Not reached' : 'Nobody came'}</Badge>}
  </>
)

function Activities({ deal: { activities } }: { readonly deal: Deal }) {
  const { timeZone } = useTenant()
  return (
    <Section title="Activities" about={activities.length === 100 ? 'The latest 100.' : undefined}>
      <DataTable
        label="Activities"
        rows={activities}
        rowKey={({ id }) => id}
        sort={{ by: 'at', desc: true }}
        columns={[
          { id: 'at', title: 'When', value: ({ at }) => at, show: ({ at }) => asDay(at, timeZone) },
          {
            id: 'type',
            title: 'What',
            value: ({ type }) => activityTypes[type],
            show: what,
          },
          { id: 'subject', title: 'About', value: ({ subject }) => subject },
          { id: 'rep', title: 'By', value: ({ rep }) => rep },
        ]}
        empty={<p>No call, mail or meeting is recorded for it.</p>}
      />
    </Section>
  )
}

function Account({ deal: { account, renewals } }: { readonly deal: Deal }) {
  const { currency } = useTenant()
  if (account === null)
    return (
      <Section title="Account">
        <p>The deal names no account.</p>
      </Section>
    )
  return (
    <Section title="Account">
      <Facts>
        <Fact name="Name">{account.name ?? account.id}</Fact>
        <Fact name="Segment">{asWords(account.segment)}</Fact>
        <Fact name="Plan">{asWords(account.plan)}</Fact>
        <Fact name="Other deals">{account.otherDeals}</Fact>
      </Facts>
      {renewals !== null && renewals.length > 0 && (
        <p>
          Renewals:{' '}
          {renewals.map(({ dueOn, amount }) => `${asMoney(amount, currency)}, due ${asDay(dueOn)}`).join('; ')}.
        </p>
      )}
    </Section>
  )
}
