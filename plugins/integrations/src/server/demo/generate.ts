import type { EventInput } from '@tessera/plugin-api/wire'
import { demoAccounts, type DemoAccount } from './accounts.ts'
import { calendarOf, windows } from './calendar.ts'
import { idSource } from './ids.ts'
import type { Picture } from './picture.ts'
import { playHistory } from './play-history.ts'
import { playTalk, playUses } from './play-chats.ts'
import { playWindow } from './play-window.ts'
import { hashText, randomFrom } from './random.ts'
import type { Person, Scene } from './scene.ts'

/** A user of a demo tenant, created before the first event that names it. */
export interface DemoUser {
  readonly userId: string
  readonly accountId: string
  readonly tier: string
  readonly role: string
  readonly createdAt: number
  readonly lastSeenAt: number
}

/** Everything a demo tenant is filled with; events in order of time. */
export interface DemoData {
  readonly accounts: readonly DemoAccount[]
  readonly users: readonly DemoUser[]
  readonly events: readonly EventInput[]
}

const day = 86_400_000
const roles = { member: 70, viewer: 18, admin: 12 }

/** Lays the events that make a tenant's last 60 local days look like its picture. Same input, same bytes. */
export function generate(
  picture: Picture,
  tenant: { readonly slug: string; readonly timeZone: string; readonly asOf: Date; readonly seed: number },
): DemoData {
  const seed = (hashText(tenant.slug) ^ tenant.seed) | 0
  const random = randomFrom(seed)
  const calendar = calendarOf(tenant.asOf, tenant.timeZone, random)
  const id = idSource(seed)
  const accounts = demoAccounts(picture, { random, calendar, id })
  const seats = accounts.flatMap((account) => Array<DemoAccount>(account.size).fill(account))
  const people: Person[] = []
  const newPerson = () => {
    const account = random.pick(seats)
    const person = {
      userId: id(account.createdAt),
      accountId: account.accountId,
      tier: account.planTier,
      role: random.weighted(roles),
      firstAt: Number.POSITIVE_INFINITY,
      lastAt: 0,
    }
    people.push(person)
    return person
  }
  const scene: Scene = { random, calendar, id, newPerson, events: [] }

  const stocks = picture.providers.map((provider) => playHistory(scene, provider))
  for (const name of ['previous', 'current'] as const) {
    const span = windows[name]
    const played = picture.providers.map((provider, at) => {
      const stage = { scene, span, provider: provider.provider, plan: provider[name] }
      const one = playWindow(stage, stocks[at] ?? [], name)
      stocks[at] = [...one.held]
      playUses(scene, one, stage)
      return one
    })
    const used = picture.providers.reduce((sum, provider) => sum + provider[name].chats, 0)
    playTalk(scene, played, { span, used, totals: picture[`${name}Chats`] })
  }
  const users = people.map((person) => ({
    userId: person.userId,
    accountId: person.accountId,
    tier: person.tier,
    role: person.role,
    createdAt: person.firstAt - random.int(600_000, 20 * day),
    lastSeenAt: person.lastAt,
  }))
  const events = scene.events.toSorted((a, b) =>
    a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : a.id < b.id ? -1 : 1,
  )
  return { accounts, users, events }
}
