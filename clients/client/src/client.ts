import { complete } from './complete.ts'
import { optionWrong } from './errors.ts'
import { partsOf, type PartBounds } from './parts-of.ts'
import { send, type Call } from './send.ts'
import type * as shapes from './shapes.ts'
import { placedAfter, TesseraError } from './tessera-error.ts'

export interface ClientOptions {
  /** Where the product answers, as `https://metrics.example`; with its path where it lies below one. */
  readonly address: string
  /** An API key with the rights `saas-metrics:record` and `support:record`; `events:write` to post events. */
  readonly key: string
  /** Milliseconds a call may take, all its tries together; 30,000 when left out. */
  readonly timeoutMs?: number
  /** How often a call is tried again that was not answered, or with 408, 425, 429, 502, 503, 504; 4 when left out. */
  readonly retries?: number
  /** In place of the platform's `fetch`. */
  readonly fetch?: typeof fetch
}

export interface CallOptions {
  /** Ends the call; it rejects with the signal's reason. */
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  readonly retries?: number
}

/**
 * Tells the product what happened. Every call carries ids and a time, made where you leave them out, so that it stores nothing twice
 * however often it is sent. A call ends in time; it rejects with a `TesseraError`. `isNew` is false where the id was there already, which
 * then stayed as it was.
 */
export interface Client {
  readonly trackActivation: (activation: shapes.Activation, call?: CallOptions) => Promise<{ isNew: boolean }>
  readonly trackRevenueEvent: (
    event: shapes.RevenueEvent,
    call?: CallOptions,
  ) => Promise<{ eventId: string; isNew: boolean }>
  readonly createTicket: (ticket: shapes.Ticket, call?: CallOptions) => Promise<{ ticketId: string; isNew: boolean }>
  readonly changeTicket: (change: shapes.TicketChange, call?: CallOptions) => Promise<{ ticketId: string }>
  readonly submitNpsAnswer: (
    answer: shapes.NpsAnswer,
    call?: CallOptions,
  ) => Promise<{ surveyId: string; isNew: boolean }>
  readonly submitCsatAnswer: (
    answer: shapes.CsatAnswer,
    call?: CallOptions,
  ) => Promise<{ surveyId: string; isNew: boolean }>
  readonly logHealthCheck: (check: shapes.HealthCheck, call?: CallOptions) => Promise<{ isNew: boolean }>
  readonly recordAgentSession: (session: shapes.AgentSession, call?: CallOptions) => Promise<{ sessionId: string }>
  /** Records requests, any number, 1,000 to a call; `stored` are those whose ids were not there yet. */
  readonly recordUsage: (rows: readonly shapes.Usage[], call?: CallOptions) => Promise<{ stored: number }>
  /** Records errors, any number, 1,000 to a call. */
  readonly recordErrors: (rows: readonly shapes.LoggedError[], call?: CallOptions) => Promise<{ stored: number }>
  /** Posts events of any plugin, any number, 1,000 to a call; each is taken or rejected on its own. */
  readonly postEvents: (events: readonly shapes.Event[], call?: CallOptions) => Promise<shapes.EventsAnswer>
}

/** What the product takes in a request, with room for what stands around the rows. */
const ofRows: PartBounds = { rows: 1000, bytes: 250_000 }
const ofEvents: PartBounds = { rows: 1000, bytes: 8_000_000 }

function doorOf({ address, key, fetch: ofCaller = globalThis.fetch }: ClientOptions) {
  if (!URL.canParse(address) || !/^https?:/.test(address)) throw optionWrong('address', 'an http or https address')
  if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key)) throw optionWrong('key', 'an API key')
  return { address: address.replace(/\/+$/, ''), key, fetch: ofCaller }
}

/** Makes a client. Throws a `TypeError` where an option cannot be right. */
export function createClient(options: ClientOptions): Client {
  const door = doorOf(options)
  const usual = { timeoutMs: options.timeoutMs ?? 30_000, retries: options.retries ?? 4 }
  const carry = <Answer>(call: Call, given: CallOptions = {}) =>
    send(door, call, { ...usual, ...given }) as Promise<Answer>
  const post = <Answer>(path: string, body: object, given?: CallOptions) =>
    carry<Answer>({ method: 'POST', path, body: JSON.stringify(body) }, given)

  const record = async (path: string, rows: readonly object[], given?: CallOptions) => {
    let stored = 0
    for (const { start, json } of partsOf(rows, ofRows)) {
      try {
        const answer = await carry<{ stored: number }>({ method: 'POST', path, body: `{"rows":[${json}]}` }, given)
        stored += answer.stored
      } catch (error) {
        throw placedAfter(start, error)
      }
    }
    return { stored }
  }

  return {
    trackActivation: (given, call) => post('/api/saas-metrics/activations', complete.activation(given), call),
    trackRevenueEvent: (given, call) => post('/api/saas-metrics/revenue-events', complete.revenueEvent(given), call),
    createTicket: async (given, call) => {
      const ticket = complete.ticket(given)
      const { ticketId } = ticket
      try {
        await post('/api/support/tickets', ticket, call)
        return { ticketId, isNew: true }
      } catch (error) {
        // why: a try before it may have been taken although its answer was lost
        if (error instanceof TesseraError && error.code === 'ticket_exists') return { ticketId, isNew: false }
        throw error
      }
    },
    changeTicket: (given, call) => {
      const { ticketId, ...change } = complete.ticketChange(given)
      const path = `/api/support/tickets/${encodeURIComponent(ticketId)}`
      return carry({ method: 'PATCH', path, body: JSON.stringify(change) }, call)
    },
    submitNpsAnswer: (given, call) => post('/api/support/nps', complete.npsAnswer(given), call),
    submitCsatAnswer: (given, call) => post('/api/support/csat', complete.csatAnswer(given), call),
    logHealthCheck: (given, call) => post('/api/saas-metrics/health-checks', complete.healthCheck(given), call),
    recordAgentSession: (given, call) => post('/api/saas-metrics/agent-sessions', complete.agentSession(given), call),
    recordUsage: (rows, call) => record('/api/saas-metrics/usage', rows.map(complete.usage), call),
    recordErrors: (rows, call) => record('/api/saas-metrics/errors', rows.map(complete.error), call),
    postEvents: async (events, call) => {
      const sum = { accepted: 0, duplicate: 0, rejected: [] as shapes.EventsAnswer['rejected'][number][] }
      for (const { start, json } of partsOf(events.map(complete.event), ofEvents)) {
        const body = `{"events":[${json}]}`
        const part = await carry<shapes.EventsAnswer>({ method: 'POST', path: '/api/v1/events', body }, call)
        sum.accepted += part.accepted
        sum.duplicate += part.duplicate
        sum.rejected.push(...part.rejected.map((one) => ({ ...one, index: one.index + start })))
      }
      return sum
    },
  }
}
