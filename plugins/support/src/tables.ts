import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { categories, keysOf, priorities, statuses } from './choices.ts'

const id = z.string().min(1).max(200)
const instant = z.iso.datetime({ offset: true })
const customer = { user_id: id.meta({ idOf: 'user' }).nullish(), account_id: id.meta({ idOf: 'account' }).nullish() }
const needs = 'record'

/** Tables that help desks and survey tools bring their rows into. */
export const tables = {
  tickets: importable({
    title: 'Tickets',
    description: 'From the help desk. A ticket that changed is sent again, whole.',
    key: ['ticket_id'],
    columns: z.object({
      ticket_id: id.meta({ title: 'Ticket', description: 'Its id in the help desk.' }),
      ...customer,
      subject: z.string().max(500).nullish(),
      status: z.enum(keysOf(statuses)),
      priority: z.enum(keysOf(priorities)),
      category: z.enum(keysOf(categories)).nullish(),
      team: z.string().min(1).max(100).nullish(),
      assignee: z.string().min(1).max(100).nullish(),
      escalated: z.boolean().default(false),
      created_at: instant,
      first_response_at: instant.nullish(),
      first_resolved_at: instant.nullish(),
      resolved_at: instant.nullish().meta({
        title: 'Resolved at',
        description: 'The last resolution; empty while the ticket is open, also after it was opened again.',
      }),
      reopened_count: z.int().min(0).max(1000).default(0),
    }),
    needs,
  }),
  nps_surveys: importable({
    title: 'NPS answers',
    description: 'Answers to "How likely are you to recommend us?", from 0 to 10.',
    key: ['survey_id'],
    columns: z.object({
      survey_id: id,
      ...customer,
      score: z.int().min(0).max(10),
      feedback: z.string().max(10_000).nullish(),
      survey_trigger: z.string().min(1).max(100).nullish(),
      created_at: instant,
    }),
    needs,
  }),
  csat_surveys: importable({
    title: 'CSAT answers',
    description: 'Answers to "How satisfied are you?", from 1 to 5.',
    key: ['survey_id'],
    columns: z.object({
      survey_id: id,
      ...customer,
      subject_type: z.string().min(1).max(60),
      subject_id: id.nullish(),
      rating: z.int().min(1).max(5),
      created_at: instant,
    }),
    needs,
  }),
  ces_surveys: importable({
    title: 'CES answers',
    description: 'Answers to "It was easy to have my problem solved", from 1, not at all, to 7, fully.',
    key: ['survey_id'],
    columns: z.object({
      survey_id: id,
      ...customer,
      subject_type: z.string().min(1).max(60),
      subject_id: id.nullish(),
      rating: z.int().min(1).max(7),
      created_at: instant,
    }),
    needs,
  }),
} as const
