import type * as shapes from './shapes.ts'

const id = () => crypto.randomUUID()
const now = () => new Date().toISOString()

/** What is given, with what is made for each field that is left out. */
function filled<Given extends object, Name extends string>(
  given: Given,
  makers: Readonly<Record<Name, () => string>>,
): Given & Readonly<Record<Name, string>> {
  const made = Object.entries<() => string>(makers)
    .filter(([name]) => given[name as keyof Given] === undefined)
    .map(([name, make]) => [name, make()])
  return { ...given, ...(Object.fromEntries(made) as Record<Name, string>) }
}

/**
 * What is sent with its id and time: so that a call which is sent again stores nothing twice, and one that waits does not move in time.
 */
export const complete = {
  activation: (given: shapes.Activation) => filled(given, { at: now }),
  revenueEvent: (given: shapes.RevenueEvent) => filled(given, { eventId: () => given.stripeEventId ?? id(), at: now }),
  ticket: (given: shapes.Ticket) => filled(given, { ticketId: id, at: now }),
  ticketChange: (given: shapes.TicketChange) => filled(given, { at: now }),
  npsAnswer: (given: shapes.NpsAnswer) => filled(given, { surveyId: id, at: now }),
  csatAnswer: (given: shapes.CsatAnswer) => filled(given, { surveyId: id, at: now }),
  healthCheck: (given: shapes.HealthCheck) => filled(given, { at: now }),
  agentSession: (given: shapes.AgentSession) => {
    const session = filled(given, { sessionId: id })
    return given.endedAt === undefined ? filled(session, { startedAt: now }) : session
  },
  usage: (given: shapes.Usage) => filled(given, { logId: id, at: now }),
  error: (given: shapes.LoggedError) => filled(given, { errorId: id, at: now }),
  event: (given: shapes.Event) => filled(given, { id, timestamp: now }),
} as const
