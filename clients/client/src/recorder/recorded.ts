import type * as shapes from '../shapes.ts'

/** What a recorder takes, by kind. */
export interface Recorded {
  readonly usage: shapes.Usage
  readonly error: shapes.LoggedError
  readonly event: shapes.Event
  readonly activation: shapes.Activation
  readonly revenueEvent: shapes.RevenueEvent
  readonly ticket: shapes.Ticket
  readonly npsAnswer: shapes.NpsAnswer
  readonly csatAnswer: shapes.CsatAnswer
  readonly healthCheck: shapes.HealthCheck
  readonly agentSession: shapes.AgentSession
}

export type Kind = keyof Recorded

/** What became of everything that was given to a recorder. `given` is the sum of the others. */
export interface Counts {
  readonly given: number
  /** Taken by the product. */
  readonly sent: number
  /** Waiting to be sent, those under way included. */
  readonly waiting: number
  /** Given when the recorder was full or closed, or left when it was closed. */
  readonly dropped: number
  /** Refused by the product as not valid. */
  readonly refused: number
}

/** Something that a service should know about its recording. */
export interface Trouble {
  /** A code of the product, one of `TesseraError`, or `entries_dropped`. */
  readonly code: string
  readonly message: string
  readonly counts: Counts
}
