import type { DemoContext } from '@tessera/plugin-api/server'
import { acme } from './acme.ts'
import { generate } from './generate.ts'
import { globex } from './globex.ts'
import { initech } from './initech.ts'
import type { Picture } from './picture.ts'

const pictures: Readonly<Record<string, Picture>> = { acme, globex, initech }
const chunk = 5_000

/** Fills a demo tenant with its picture. */
export async function demo(context: DemoContext): Promise<void> {
  const picture = pictures[context.tenant.slug]
  if (picture) await fill(context, picture)
}

/** Fills a tenant: accounts and users as rows, everything else as events through the door programs use. */
export async function fill(context: DemoContext, picture: Picture): Promise<void> {
  const { tenant, seed } = context
  const data = generate(picture, { slug: tenant.slug, timeZone: tenant.timeZone, asOf: tenant.asOf, seed })
  await context.addPeople({
    accounts: data.accounts.map(({ size: _, createdAt, ...account }) => ({
      ...account,
      createdAt: new Date(createdAt),
    })),
    users: data.users.map((user) => ({
      ...user,
      createdAt: new Date(user.createdAt),
      lastSeenAt: new Date(user.lastSeenAt),
    })),
  })
  for (let at = 0; at < data.events.length; at += chunk) await context.ingest(data.events.slice(at, at + chunk))
}
