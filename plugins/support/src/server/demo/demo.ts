import type { DemoContext } from '@tessera/plugin-api/server'
import type { plugin } from '../../plugin.ts'
import { generate } from './generate.ts'
import { peopleOf } from './people.ts'
import { pictures } from './pictures.ts'

/** Fills a demo tenant with tickets and answers of users of its customers. */
export async function demo(context: DemoContext<typeof plugin>): Promise<void> {
  const { tenant, seed, records } = context
  const { slug, timeZone, asOf } = tenant
  const picture = pictures[slug]
  if (!picture) return
  const data = generate(picture, { slug, timeZone, asOf, seed, people: peopleOf(await context.readPeople()) })
  await records.upsert('tickets', data.tickets)
  await records.upsert('nps_surveys', data.nps_surveys)
  await records.upsert('csat_surveys', data.csat_surveys)
  await records.upsert('ces_surveys', data.ces_surveys)
}
