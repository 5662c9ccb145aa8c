import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { engagementTypes, keysOf, outcomes } from '../choices.ts'
import { account, id, instant, name, needs } from './columns.ts'

/** What is done with customers, and who was there. */
export const engagementTables = {
  engagements: importable({
    title: 'Engagements',
    description: 'Meetings, calls, mails, demos and trainings, from the CRM. One that changed is sent again, whole.',
    key: ['engagement_id'],
    columns: z.object({
      engagement_id: id,
      account_id: account,
      team_member: name.nullish().meta({ description: 'Who of the own team, by the name they have there.' }),
      type: z.enum(keysOf(engagementTypes)),
      outcome: z.enum(keysOf(outcomes)).nullish(),
      subject: z.string().max(500).nullish(),
      scheduled_at: instant.nullish(),
      completed_at: instant.nullish().meta({ description: 'When it took place, or the mail was sent.' }),
      missed: z.boolean().default(false).meta({ description: 'The customer did not come.' }),
      replied_at: instant.nullish().meta({ description: 'When the customer answered the mail.' }),
      inbound_at: instant.nullish().meta({ description: 'When the customer wrote or called by themselves.' }),
      responded_at: instant.nullish().meta({ description: 'When the own team answered that.' }),
      created_at: instant,
    }),
    needs,
  }),
  attendees: importable({
    title: 'Attendees',
    description: 'Stakeholders who were invited to an engagement, and whether they came.',
    key: ['engagement_id', 'stakeholder_id'],
    columns: z.object({ engagement_id: id, stakeholder_id: id, attended: z.boolean() }),
    needs,
  }),
} as const
