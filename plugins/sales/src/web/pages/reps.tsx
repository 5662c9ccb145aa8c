import { pluginClient } from '@tessera/plugin-api/web'
import { DataTable, EmptyState, Page, PageLink, useTenant, type RecordColumn } from '@tessera/ui/page'
import type { inferRouterOutputs } from '@trpc/server'
import { plugin } from '../../plugin.ts'
import type { routes } from '../../server/routes.ts'
import { useAnswer } from '../use-answer.ts'
import { asDays, asMoney, asShare, asTimes } from '../words.ts'

type Row = inferRouterOutputs<typeof routes>['scorecards']['reps'][number]

const ask = (signal: AbortSignal) => pluginClient<typeof routes>(plugin).scorecards.query(undefined, { signal })

/** Scorecards of all sales people, who has booked most first. */
export default function RepsPage() {
  const { currency } = useTenant()
  const answer = useAnswer(ask)
  const reps = answer !== null && 'value' in answer ? answer.value.reps : null
  const lacking = answer !== null && 'value' in answer ? answer.value.lacking : []
  return (
    <Page
      title="Sales people"
      about="Bookings and quota of the running quota period; win rate, days, MQLs and renewals of 90 days; activities of 30 days."
    >
      {answer === null && <p aria-busy="true">Loading…</p>}
      {answer !== null && 'problem' in answer && <p role="alert">{answer.problem}</p>}
      {reps?.length === 0 && (
        <EmptyState title="Nobody sells yet; bring sales people and deals on the page of imports" />
      )}
      {lacking.length > 0 && <p>Not told, as a plugin is off: {lacking.join(', ')}.</p>}
      {reps !== null && reps.length > 0 && (
        <DataTable
          label="Scorecards"
          rows={reps}
          rowKey={({ rep }) => rep}
          sort={{ by: 'booked', desc: true }}
          columns={columnsOf(currency)}
        />
      )}
    </Page>
  )
}

const number = (id: keyof Row, title: string, show: (value: number | null) => string): RecordColumn<Row> => ({
  id,
  title,
  value: (row) => row[id],
  show: (row) => <span style={{ whiteSpace: 'nowrap' }}>{show(row[id] as number | null)}</span>,
  numeric: true,
})

const teamOf = ({ team }: Row) => <span style={{ whiteSpace: 'nowrap' }}>{team ?? '–'}</span>

function columnsOf(currency: string): readonly RecordColumn<Row>[] {
  const money = (value: number | null) => asMoney(value, currency)
  const plain = (value: number | null) => (value === null ? '–' : String(Math.round(value)))
  return [
    {
      id: 'rep',
      title: 'Name',
      value: ({ rep }) => rep,
      show: ({ rep, repId }) =>
        repId === null ? (
          rep
        ) : (
          <PageLink plugin={plugin} page="rep" params={{ repId }}>
            {rep}
          </PageLink>
        ),
    },
    { id: 'team', title: 'Team', value: ({ team }) => team, show: teamOf },
    number('booked', 'Booked', money),
    number('quota', 'Quota', money),
    number('attainment', 'Attained', asShare),
    number('pipeline', 'Pipeline', money),
    number('coverage', 'Coverage', asTimes),
    number('winRate', 'Win rate', asShare),
    number('cycleDays', 'Days to win', asDays),
    number('stalled', 'Stalled', plain),
    number('calls', 'Calls', plain),
    number('emails', 'E-mails', plain),
    number('meetings', 'Meetings', plain),
    number('mqls', 'MQLs', plain),
    number('mqlConversion', 'Accepted', asShare),
    number('renewalRate', 'Renewed', asShare),
  ]
}
