import type * as client from '@tessera/client'

// Long ago, so that it changes no figure of other tests.
const at = '2025-01-01T09:00:00Z'
const whose = { userId: 'user_every', accountId: 'account_every' }
const metadata = { from: 'a test' }

interface Fields<Shape> {
  readonly method?: 'patch'
  readonly fields: Required<Shape>
  /** The field of the body that lists such objects. */
  readonly list?: string
}

const of = <Shape>(fields: Required<Shape>, more: Omit<Fields<Shape>, 'fields'> = {}): Fields<Shape> => ({
  fields,
  ...more,
})

/** Every field that the client knows, by the address it is sent to. */
export const everyField = {
  '/api/saas-metrics/activations': of<client.Activation>({
    userId: 'user_every',
    activationType: 'first_agent_session',
    at,
    metadata,
  }),
  '/api/saas-metrics/revenue-events': of<client.RevenueEvent>({
    ...whose,
    eventId: 'every',
    eventType: 'payment_failed',
    teamId: 'team_every',
    subscriptionId: 'subscription_every',
    planId: 'plan_every',
    amount: 5,
    currency: 'USD',
    billingPeriod: 'yearly',
    stripeEventId: 'evt_every',
    termEndsAt: at,
    reason: 'price',
    at,
    metadata,
  }),
  '/api/saas-metrics/health-checks': of<client.HealthCheck>({
    serviceName: 'every',
    status: 'degraded',
    responseTimeMs: 45.2,
    at,
  }),
  '/api/saas-metrics/agent-sessions': of<client.AgentSession>({
    ...whose,
    sessionId: 'every',
    agentId: 'agent_every',
    startedAt: at,
    endedAt: at,
    messagesCount: 3,
    status: 'ended',
  }),
  '/api/saas-metrics/usage': of<client.Usage>(
    {
      ...whose,
      endpoint: '/every',
      statusCode: 204,
      logId: 'every',
      method: 'PUT',
      responseTimeMs: 5,
      requests: 2,
      at,
    },
    { list: 'rows' },
  ),
  '/api/saas-metrics/errors': of<client.LoggedError>(
    {
      ...whose,
      errorType: 'Every',
      errorId: 'every',
      errorMessage: 'of a test',
      endpoint: '/every',
      severity: 'info',
      at,
    },
    { list: 'rows' },
  ),
  '/api/support/tickets': of<client.Ticket>({
    ...whose,
    ticketId: 'every',
    subject: 'Every',
    priority: 'low',
    category: 'feature_request',
    team: 'team_every',
    assignee: 'Ada',
    at,
  }),
  '/api/support/tickets/{ticketId}': of<Omit<client.TicketChange, 'ticketId'>>(
    {
      status: 'closed',
      priority: 'urgent',
      category: 'billing',
      team: 'team_other',
      assignee: 'Bob',
      escalated: true,
      answered: true,
      at,
    },
    { method: 'patch' },
  ),
  '/api/support/nps': of<client.NpsAnswer>({
    ...whose,
    score: 3,
    surveyId: 'every',
    feedback: 'So-so',
    trigger: 'mail',
    at,
  }),
  '/api/support/csat': of<client.CsatAnswer>({
    ...whose,
    rating: 3,
    surveyId: 'every',
    subjectType: 'chat',
    subjectId: 'chat_every',
    at,
  }),
  '/api/v1/events': of<client.Event>(
    { ...whose, event: 'client_every', id: 'every', timestamp: at, sessionId: 'session_every', properties: metadata },
    { list: 'events' },
  ),
} as const
