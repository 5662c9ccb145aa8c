/** What every table of the plugin says of the customer. */
interface Customer {
  readonly tenant_id: string
  readonly user_id: string | null
  readonly account_id: string | null
  readonly created_at: Date
}

/** `support.tickets`: one ticket as it stands. */
export interface TicketRow extends Customer {
  readonly ticket_id: string
  readonly subject: string | null
  readonly status: string
  readonly priority: string
  readonly category: string | null
  readonly team: string | null
  readonly assignee: string | null
  readonly escalated: boolean
  readonly first_response_at: Date | null
  readonly first_resolved_at: Date | null
  /** The last resolution; null while open. */
  readonly resolved_at: Date | null
  readonly reopened_count: number
  /** The first resolution; that of a ticket never opened again is its last one too. */
  readonly first_done_at: Date | null
}

/** `support.nps_surveys`: one answer from 0 to 10. */
export interface NpsRow extends Customer {
  readonly survey_id: string
  readonly score: number
  readonly feedback: string | null
  readonly survey_trigger: string | null
  /** The user, or the answer itself where nobody says whose it is. */
  readonly respondent: string
}

/** `support.csat_surveys`, from 1 to 5, and `support.ces_surveys`, from 1 to 7. */
export interface RatingRow extends Customer {
  readonly survey_id: string
  readonly subject_type: string
  readonly subject_id: string | null
  readonly rating: number
}
