import { DataTable, Section } from '@tessera/ui/page'
import { goalStatuses } from '../choices.ts'
import type { AccountAnswer } from './account-answer.ts'
import { Badge, toneOf } from './badge.tsx'
import { asDay } from './words.ts'

const statusBadge = ({ status }: AccountAnswer['goals'][number]) => (
  <Badge tone={toneOf(status)}>{goalStatuses[status]}</Badge>
)

/** What the account wants to reach. */
export function Goals({ goals }: Pick<AccountAnswer, 'goals'>) {
  return (
    <Section title="Goals">
      <DataTable
        label="Goals"
        rows={goals}
        rowKey={({ id }) => id}
        sort={{ by: 'due', desc: true }}
        columns={[
          { id: 'title', title: 'Goal', value: ({ title }) => title },
          {
            id: 'status',
            title: 'Status',
            value: ({ status }) => goalStatuses[status],
            show: statusBadge,
          },
          { id: 'due', title: 'Due', value: ({ dueOn }) => dueOn, show: ({ dueOn }) => asDay(dueOn) },
          {
            id: 'done',
            title: 'Completed',
            value: ({ completedOn }) => completedOn,
            show: ({ completedOn }) => asDay(completedOn),
          },
        ]}
        empty={<p>No goals were recorded.</p>}
      />
    </Section>
  )
}

/** Who of the account has a say. */
export function People({ people }: Pick<AccountAnswer, 'people'>) {
  return (
    <Section title="People">
      <DataTable
        label="People"
        rows={people}
        rowKey={({ id }) => id}
        columns={[
          { id: 'name', title: 'Name', value: ({ name }) => name },
          { id: 'role', title: 'Role', value: ({ role }) => role },
          {
            id: 'say',
            title: 'Part',
            value: ({ isDecisionMaker, isChampion }) =>
              [isDecisionMaker && 'Decides', isChampion && 'Champion'].filter(Boolean).join(', ') || null,
          },
          {
            id: 'last',
            title: 'Took part last',
            value: ({ lastDate }) => lastDate,
            show: ({ lastDate }) => asDay(lastDate),
          },
        ]}
        empty={<p>No stakeholders were recorded.</p>}
      />
    </Section>
  )
}
