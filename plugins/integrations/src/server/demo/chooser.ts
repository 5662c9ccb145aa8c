import type { DemoPeople } from '@tessera/plugin-api/server'
import type { Calendar } from './calendar.ts'
import type { Random } from './random.ts'
import type { Person } from './scene.ts'

const luck = 60

/** Chooses users, each once, who were there before a day. Throws where no such user is left. */
export function chooser(
  users: DemoPeople['users'],
  { random, calendar }: { readonly random: Random; readonly calendar: Calendar },
): (day: number) => Person {
  const left = users.map(({ userId, accountId, createdAt }): Person => {
    return { userId, accountId, createdAt: createdAt.getTime() }
  })
  const was = (at: number, before: number) => (left[at]?.createdAt ?? before) < before
  const placeOf = (start: number) => {
    for (let tries = 0; left.length > 0 && tries < luck; tries++) {
      const at = random.int(0, left.length - 1)
      if (was(at, start)) return at
    }
    return left.findIndex((_, at) => was(at, start))
  }
  return (day) => {
    const at = placeOf(calendar.startOf(day))
    const [person, last] = [left[at], left.pop()]
    if (!person || !last) throw new Error(`the tenant has too few users for what happens on day ${day}`)
    if (at < left.length) left[at] = last
    return person
  }
}
