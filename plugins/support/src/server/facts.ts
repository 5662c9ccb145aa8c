import { accounts, fact, users } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { NpsRow, RatingRow, TicketRow } from './rows.ts'

const joins = [
  { entity: users, on: 'user_id' },
  { entity: accounts, on: 'account_id' },
] as const

const customer = [
  { column: 'user_id', title: 'User' },
  { column: 'account_id', title: 'Account' },
] as const

const ticket = {
  table: 'support.tickets',
  key: ['ticket_id'],
  dimensions: { priority: 'priority', category: 'category', team: 'team', assignee: 'assignee' },
  joins,
  drill: [
    { column: 'status', title: 'Status' },
    { column: 'created_at', title: 'Created' },
    { column: 'resolved_at', title: 'Resolved' },
    ...customer,
  ],
} as const

/** Tickets, dated by their creation; open until their last resolution. */
export const tickets = fact<TicketRow>({
  ...ticket,
  name: 'ticket',
  time: { column: 'created_at', type: 'instant' },
  interval: { start: 'created_at', end: 'resolved_at' },
})

/** Tickets dated by their last resolution. */
export const resolvedTickets = fact<TicketRow>({
  ...ticket,
  name: 'resolved_ticket',
  time: { column: 'resolved_at', type: 'instant' },
  where: (eb) => eb('resolved_at', 'is not', null),
})

/** Tickets dated by their first resolution. */
export const firstResolvedTickets = fact<TicketRow>({
  ...ticket,
  name: 'first_resolved_ticket',
  time: { column: 'first_done_at', type: 'instant' },
  where: (eb) => eb('first_done_at', 'is not', null),
})

/** Tickets dated by the first answer of the support. */
export const answeredTickets = fact<TicketRow>({
  ...ticket,
  name: 'answered_ticket',
  time: { column: 'first_response_at', type: 'instant' },
  where: (eb) => eb('first_response_at', 'is not', null),
})

/** Answers to the NPS question; each is an observation of its respondent. */
export const npsAnswers = fact<NpsRow>({
  name: 'nps_answer',
  table: 'support.nps_surveys',
  key: ['survey_id'],
  time: { column: 'created_at', type: 'instant' },
  dimensions: {
    nps_group: () => sql`case when score >= 9 then 'promoter' when score >= 7 then 'passive' else 'detractor' end`,
    survey_trigger: 'survey_trigger',
  },
  joins,
  drill: [{ column: 'score', title: 'Score' }, ...customer],
})

const rating = {
  key: ['survey_id'],
  time: { column: 'created_at', type: 'instant' },
  dimensions: { subject_type: 'subject_type' },
  joins,
  drill: [{ column: 'rating', title: 'Rating' }, { column: 'subject_id', title: 'Asked about' }, ...customer],
} as const

/** Ratings of satisfaction, from 1 to 5. */
export const csatAnswers = fact<RatingRow>({ ...rating, name: 'csat_answer', table: 'support.csat_surveys' })

/** Ratings of effort, from 1 to 7. */
export const cesAnswers = fact<RatingRow>({ ...rating, name: 'ces_answer', table: 'support.ces_surveys' })
