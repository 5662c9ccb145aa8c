import { Button } from '@mantine/core'
import { formFields } from '@tessera/plugin-api'
import { useEffect, useRef, type ReactNode } from 'react'
import { z } from 'zod'
import { DataTable } from '../page/data-table.tsx'
import { EmptyState } from '../page/empty-state.tsx'
import { FieldInput } from '../page/form/field-input.tsx'
import { FieldsForm } from '../page/form/fields-form.tsx'
import { Page, Section } from '../page/page.tsx'

/** A part of the page kit in a state. */
export interface PageCase {
  readonly name: string
  /** Draws it; gets what makes its names the only ones of their kind on a page. */
  readonly draw: (mark: string) => ReactNode
}

const schema = z.object({
  team: z.string().min(1).meta({ title: 'Team' }),
  amount: z
    .number()
    .positive()
    .default(1500)
    .meta({ title: 'Amount', description: 'For the whole year.', units: 'EUR' }),
  since: z.iso.date().optional().meta({ title: 'Since' }),
  kind: z.enum(['new', 'renewal']).default('new').meta({ title: 'Kind' }),
  told: z.boolean().default(false).meta({ title: 'Tell the team' }),
})
const fields = formFields(schema)
const filled = { team: 'North', amount: 120_000, since: '2026-11-20', kind: 'renewal', told: true }
const errors: Readonly<Record<string, string>> = {
  team: 'Fill this in',
  amount: 'Is above 1,000,000, the largest there may be',
}

interface Quota {
  readonly team: string
  readonly amount: number | null
  readonly owner: string | null
}
const quotas: readonly Quota[] = [
  { team: 'North', amount: 120_000, owner: 'Ada' },
  { team: 'A team with a name that takes more room than a narrow screen has', amount: 9000.5, owner: null },
  { team: 'South', amount: null, owner: 'Vic' },
]

function Quotas(props: { readonly label: string; readonly rows: readonly Quota[]; readonly sorted?: boolean }) {
  const { label, rows, sorted = false } = props
  return (
    <DataTable
      label={label}
      rows={rows}
      rowKey={({ team }) => team}
      columns={[
        { id: 'team', title: 'Team', value: ({ team }) => team },
        { id: 'amount', title: 'Amount', value: ({ amount }) => amount, numeric: true },
        { id: 'owner', title: 'Owner', value: ({ owner }) => owner },
      ]}
      empty={<EmptyState title="No team has a quota yet">An editor sets them.</EmptyState>}
      {...(sorted ? { sort: { by: 'amount', desc: true } } : {})}
    />
  )
}

/** A form whose button was pressed. */
function Sent({ onSubmit }: { readonly onSubmit: () => Promise<string> }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector('form')?.requestSubmit(), [])
  return (
    <div ref={box}>
      <FieldsForm fields={fields.slice(0, 2)} initial={filled} submit="Set it" onSubmit={onSubmit} />
    </div>
  )
}

const refused = () => Promise.reject(new Error('The year is closed. Ask an admin to open it.'))
const never = () => new Promise<string>(() => {})
const nothing = () => {}

/** Every part of the page kit in every state. */
export const pageCases: readonly PageCase[] = [
  {
    name: 'Page with all it may have',
    draw: (mark) => (
      <Page
        title={`Quotas of 2026, ${mark}`}
        about="What each team is to sell in the year."
        actions={<Button>Set a quota</Button>}
        time
      >
        <Section title={`Teams, ${mark}`} about="The largest first.">
          <Quotas label={`Quotas on a page, ${mark}`} rows={quotas} sorted />
        </Section>
      </Page>
    ),
  },
  { name: 'Page with its title alone', draw: (mark) => <Page title={`Bare, ${mark}`}>What it shows.</Page> },
  {
    name: 'Section without a word about it',
    draw: (mark) => <Section title={`Section, ${mark}`}>What it shows.</Section>,
  },
  {
    name: 'Buttons',
    draw: () => (
      <div className="t-page-actions">
        <Button>Set it</Button>
        <Button variant="default">Load more</Button>
        <Button color="red">Delete it</Button>
        <Button disabled>Resting</Button>
        <Button loading>Busy</Button>
      </div>
    ),
  },
  { name: 'Table', draw: (mark) => <Quotas label={`Quotas, ${mark}`} rows={quotas} /> },
  { name: 'Table without rows', draw: (mark) => <Quotas label={`No quotas, ${mark}`} rows={[]} /> },
  { name: 'Empty, with its title alone', draw: () => <EmptyState title="Nothing was sent yet" /> },
  {
    name: 'Empty, with what to do',
    draw: () => (
      <EmptyState title="No source is connected" action={<Button>Connect one</Button>}>
        Figures are counted once it is.
      </EmptyState>
    ),
  },
  {
    name: 'Form, as it is opened',
    draw: () => <FieldsForm fields={fields} submit="Set it" onSubmit={() => Promise.resolve('Set.')} />,
  },
  {
    name: 'Form, filled in, with nothing to send',
    draw: () => <FieldsForm fields={fields} initial={filled} submit="Set it" isReady={() => false} onSubmit={never} />,
  },
  { name: 'Form, sent', draw: () => <Sent onSubmit={() => Promise.resolve('North has its quota.')} /> },
  { name: 'Form, on its way', draw: () => <Sent onSubmit={never} /> },
  { name: 'Form, refused', draw: () => <Sent onSubmit={refused} /> },
  {
    name: 'Form, with wrong fields',
    draw: () => (
      <div className="t-form">
        {fields.map((field) => (
          <FieldInput key={field.name} field={field} value={null} error={errors[field.name]} onChange={nothing} />
        ))}
      </div>
    ),
  },
]
