import type { DemoPeople } from '@tessera/plugin-api/server'
import type { EventInput } from '@tessera/plugin-api/wire'
import { calendarOf, windows } from './calendar.ts'
import { chooser } from './chooser.ts'
import { idSource } from './ids.ts'
import type { Picture } from './picture.ts'
import { playHistory } from './play-history.ts'
import { playTalk, playUses } from './play-chats.ts'
import { playWindow } from './play-window.ts'
import { hashText, randomFrom } from './random.ts'
import type { Scene } from './scene.ts'

/**
 * Lays the events that make a tenant's last 60 local days look like its picture, in order of time; all are of people it has. Same input, same
 * bytes.
 */
export function generate(
  picture: Picture,
  people: DemoPeople,
  tenant: { readonly slug: string; readonly timeZone: string; readonly asOf: Date; readonly seed: number },
): readonly EventInput[] {
  const seed = (hashText(tenant.slug) ^ tenant.seed) | 0
  const random = randomFrom(seed)
  const calendar = calendarOf(tenant.asOf, tenant.timeZone, random)
  const newPerson = chooser(people.users, { random, calendar })
  const scene: Scene = { random, calendar, id: idSource(seed), newPerson, events: [] }

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
  return scene.events.toSorted((a, b) =>
    a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : a.id < b.id ? -1 : 1,
  )
}
