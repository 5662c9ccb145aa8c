import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { account, id, instant, name, needs } from './columns.ts'

/** Who the customers are, and who of them one speaks to. */
export const peopleTables = {
  customers: importable({
    title: 'Customers',
    description:
      'What is known of an account beside its name: who looks after it, seats, begin and end of the contract.',
    key: ['account_id'],
    columns: z.object({
      account_id: account,
      name: name.nullish().meta({ description: 'Of accounts that are known by their id alone.' }),
      csm: name.nullish().meta({ title: 'Customer success manager' }),
      licensed_users: z.int().min(0).max(10_000_000).nullish().meta({ title: 'Seats' }),
      contract_started_on: z.iso.date().nullish(),
      churned_at: instant.nullish(),
    }),
    needs,
  }),
  stakeholders: importable({
    title: 'Stakeholders',
    description: 'People of an account who have a say.',
    key: ['stakeholder_id'],
    columns: z.object({
      stakeholder_id: id,
      account_id: account,
      name: name.nullish(),
      role: name.meta({ description: 'As "Head of IT".' }),
      is_decision_maker: z.boolean().default(false),
      is_champion: z.boolean().default(false).meta({ description: 'Speaks for the product inside of the account.' }),
      created_at: instant,
      left_at: instant.nullish(),
    }),
    needs,
  }),
} as const
