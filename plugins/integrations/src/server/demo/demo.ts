import type { DemoContext } from '@tessera/plugin-api/server'
import { acme } from './acme.ts'
import { generate } from './generate.ts'
import { globex } from './globex.ts'
import { initech } from './initech.ts'
import type { Picture } from './picture.ts'

const pictures: Readonly<Record<string, Picture>> = { acme, globex, initech }
const chunk = 5_000

/** Fills a demo tenant with its picture: everything comes as events, through the door programs use. */
export async function demo(context: DemoContext): Promise<void> {
  const picture = pictures[context.tenant.slug]
  if (picture) await fill(context, picture)
}

/** Fills a tenant with a picture. */
export async function fill(context: DemoContext, picture: Picture): Promise<void> {
  const { slug, timeZone, asOf } = context.tenant
  const events = generate(picture, await context.readPeople(), { slug, timeZone, asOf, seed: context.seed })
  for (let at = 0; at < events.length; at += chunk) await context.ingest(events.slice(at, at + chunk))
}
