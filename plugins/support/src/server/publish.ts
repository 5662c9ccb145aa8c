import { view } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** What other plugins may read: when tickets came and went, and what was answered; no words of customers. */
export const publish = {
  ticket_times: view(sql`
    select tenant_id, ticket_id, user_id, account_id, priority, category, escalated, created_at, first_response_at,
      first_done_at, resolved_at, reopened_count
    from tickets`),
  nps_answers: view(sql`
    select tenant_id, survey_id, respondent, user_id, account_id, score, created_at from nps_surveys`),
  csat_answers: view(sql`
    select tenant_id, survey_id, user_id, account_id, subject_type, rating, created_at from csat_surveys`),
  ces_answers: view(sql`
    select tenant_id, survey_id, user_id, account_id, subject_type, rating, created_at from ces_surveys`),
}
