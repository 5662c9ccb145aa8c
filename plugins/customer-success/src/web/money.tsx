import { DataTable, Section, useTenant } from '@tessera/ui/page'
import type { AccountAnswer } from './account-answer.ts'
import { asDay, asMoney } from './words.ts'

const outcomes = {
  pending: 'To come',
  renewed: 'Renewed',
  downgraded: 'Renewed for less',
  churned: 'Not renewed',
} as const

/** What the account pays: renewals, and invoices that are open. */
export function Money({ money }: { readonly money: NonNullable<AccountAnswer['money']> }) {
  const { currency } = useTenant()
  const { renewals, openInvoices } = money
  return (
    <Section title="Revenue">
      <DataTable
        label="Renewals"
        rows={renewals}
        rowKey={({ id }) => id}
        columns={[
          { id: 'due', title: 'Renewal', value: ({ dueOn }) => dueOn, show: ({ dueOn }) => asDay(dueOn) },
          {
            id: 'amount',
            title: 'Amount',
            value: ({ amount }) => amount,
            show: ({ amount }) => asMoney(amount, currency),
            numeric: true,
          },
          { id: 'outcome', title: 'Outcome', value: ({ outcome }) => outcomes[outcome] },
        ]}
        empty={<p>No contract of this account is up for renewal.</p>}
      />
      <p>
        {openInvoices.length === 0
          ? 'All invoices are paid.'
          : `Open invoices: ${openInvoices.map(({ dueOn, amount }) => `${asMoney(amount, currency)}, due ${asDay(dueOn)}`).join('; ')}.`}
      </p>
    </Section>
  )
}
