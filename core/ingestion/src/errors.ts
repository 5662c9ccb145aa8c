import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of the door of events. */
export const ingestionErrors = defineErrors({
  batch_too_large: {
    status: 413,
    say: (p: { most: number; given: number }) =>
      `a batch carries at most ${p.most} events, this one ${p.given}; send it in parts`,
  },
  events_waiting: {
    status: 429,
    retryAfter: (p: { seconds: number }) => p.seconds,
    say: (p: { megabytes: number; seconds: number }) =>
      `this tenant has ${p.megabytes} MB of events and rows waiting to be stored, which is its share; send again in ${p.seconds} s`,
  },
  ingestion_full: {
    status: 503,
    retryAfter: (p: { seconds: number }) => p.seconds,
    say: (p: { seconds: number }) =>
      `as much waits to be stored as the server has room for; send again in ${p.seconds} s`,
  },
  waited_too_long: {
    status: 503,
    retryAfter: () => 10,
    say: (p: { seconds: number }) => `it was not the turn of these events within ${p.seconds} s; send them again`,
  },
})
