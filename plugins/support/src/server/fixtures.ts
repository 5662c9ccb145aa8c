import { npsFixtures } from './fixtures/nps.ts'
import { surveyFixtures } from './fixtures/surveys.ts'
import { ticketFixtures } from './fixtures/tickets.ts'
import { timeFixtures } from './fixtures/times.ts'

/** Worked examples of every metric. */
export const fixtures = { ...ticketFixtures, ...timeFixtures, ...npsFixtures, ...surveyFixtures } as const
