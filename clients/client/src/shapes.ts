/** Whose it is, by ids of your own system. */
export interface Whose {
  readonly userId?: string | null
  readonly accountId?: string | null
}

/** A step of activation that a user has done; the first time counts. */
export interface Activation {
  readonly userId: string
  readonly activationType: 'profile_completed' | 'first_api_call' | 'first_agent_session'
  /** ISO 8601 with offset; now when left out, here and everywhere. */
  readonly at?: string
  /** Up to 4,096 characters of JSON. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** A begin, change or end of a subscription, a payment or a refund. It names an account, a team or a user. */
export interface RevenueEvent extends Whose {
  readonly eventType:
    | 'subscription_started'
    | 'subscription_changed'
    | 'subscription_canceled'
    | 'payment_succeeded'
    | 'payment_failed'
    | 'refund'
  /** In whole units of the currency: 29 for 29.00 USD. Of a subscription, the price of one billing period. */
  readonly amount: number
  readonly eventId?: string
  readonly teamId?: string | null
  /** Which subscription; that of the team, account or user when left out. */
  readonly subscriptionId?: string
  readonly planId?: string
  /** Three letters of ISO 4217; the tenant's currency when left out. */
  readonly currency?: string
  readonly billingPeriod?: 'daily' | 'weekly' | 'monthly' | 'yearly'
  readonly stripeEventId?: string
  /** Until when an ended subscription is paid. */
  readonly termEndsAt?: string
  readonly reason?: string
  readonly at?: string
  readonly metadata?: Readonly<Record<string, unknown>>
}

export type Priority = 'urgent' | 'high' | 'medium' | 'low'
export type Category = 'bug' | 'feature_request' | 'billing' | 'general'

/** A new ticket. */
export interface Ticket extends Whose {
  readonly ticketId?: string
  readonly subject?: string
  /** `medium` when left out. */
  readonly priority?: Priority
  readonly category?: Category
  readonly team?: string
  readonly assignee?: string
  readonly at?: string
}

/** What became of a ticket. */
export interface TicketChange {
  readonly ticketId: string
  readonly status?: 'open' | 'in_progress' | 'resolved' | 'closed'
  readonly priority?: Priority
  readonly category?: Category
  readonly team?: string
  readonly assignee?: string
  readonly escalated?: boolean
  /** The support has answered; the first time counts. */
  readonly answered?: boolean
  readonly at?: string
}

/** An answer to whether one would recommend the product. */
export interface NpsAnswer extends Whose {
  /** Whole, from 0 to 10. */
  readonly score: number
  readonly surveyId?: string
  readonly feedback?: string
  /** What made the question appear, as `dashboard`. */
  readonly trigger?: string
  readonly at?: string
}

/** A rating of satisfaction. */
export interface CsatAnswer extends Whose {
  /** Whole, from 1 to 5. */
  readonly rating: number
  readonly surveyId?: string
  /** What is rated; `ticket` when left out. */
  readonly subjectType?: string
  readonly subjectId?: string
  readonly at?: string
}

/** What a check of a service found; it stands until the next one. */
export interface HealthCheck {
  readonly serviceName: string
  readonly status: 'healthy' | 'degraded' | 'down'
  readonly responseTimeMs?: number
  readonly at?: string
}

/** A conversation with an agent: its begin, and with the same id its end. */
export interface AgentSession extends Whose {
  readonly sessionId?: string
  readonly agentId?: string
  readonly startedAt?: string
  readonly endedAt?: string
  readonly messagesCount?: number
  readonly status?: string
}

/** A request to your API, or several alike. */
export interface Usage extends Whose {
  /** The route as `/users/:id`, up to 300 characters. */
  readonly endpoint: string
  readonly statusCode: number
  readonly logId?: string
  /** `GET` when left out. */
  readonly method?: string
  readonly responseTimeMs?: number
  /** How many it stands for; 1 when left out. */
  readonly requests?: number
  readonly at?: string
}

/** An error of your service. */
export interface LoggedError extends Whose {
  /** What kind of error, as `Timeout`. */
  readonly errorType: string
  readonly errorId?: string
  readonly errorMessage?: string
  readonly endpoint?: string
  /** `error` when left out. */
  readonly severity?: 'info' | 'warning' | 'error' | 'critical'
  readonly at?: string
}

/** An event of any plugin. */
export interface Event extends Whose {
  readonly event: string
  readonly id?: string
  readonly timestamp?: string
  readonly sessionId?: string
  readonly properties?: Readonly<Record<string, unknown>>
}

/** What became of posted events. Indexes of rejected ones count through all that were given. */
export interface EventsAnswer {
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: readonly { readonly index: number; readonly code: string; readonly reason: string }[]
}
