import { windowsBefore } from './days.ts'
import { layNps, layRatings } from './lay-answers.ts'
import { layTickets } from './lay-tickets.ts'
import { chooser, type Person } from './people.ts'
import type { Picture } from './picture.ts'
import { randomFrom } from './random.ts'

/** Tenant and chance that rows are laid for. */
export interface Ground {
  readonly slug: string
  readonly timeZone: string
  readonly asOf: Date
  readonly seed: number
  readonly people: readonly Person[]
}

/** Lays the tickets and answers that make a tenant's last days look like its picture. Same input, same rows. */
export function generate(picture: Picture, { slug, timeZone, asOf, seed, people }: Ground) {
  const windows = windowsBefore(asOf, timeZone, Math.max(picture.tickets.length, picture.answers.length))
  const random = randomFrom(seed, slug)
  const customer = chooser(people, random)
  const scene = { windows, random, customer }
  const tickets = layTickets(picture, { windows, random, customer: (at) => customer(at) })
  return {
    tickets,
    nps_surveys: layNps(picture, scene),
    csat_surveys: layRatings(picture, { of: 'csat', prefix: 'C', tickets, scene }),
    ces_surveys: layRatings(picture, { of: 'ces', prefix: 'E', tickets, scene }),
  }
}
