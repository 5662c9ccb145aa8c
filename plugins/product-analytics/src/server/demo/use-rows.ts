import type { Picture } from './picture.ts'
import type { Played } from './generate.ts'
import { releaseOn } from './product.ts'
import type { Random } from './random.ts'

/** An active day of a user. */
export interface DayRow {
  readonly user: Played['person']
  readonly day: number
  readonly platform: 'desktop' | 'mobile' | 'tablet'
  readonly release: string
  readonly sessions: number
  readonly active_seconds: number
  readonly errored_sessions: number
  readonly crashed_sessions: number
}

const most = (n: number, part: number, random: Random) => {
  let hits = 0
  for (let at = 0; at < n; at++) if (random.unit() < part) hits += 1
  return hits
}

/** The active days of what was played, with sessions so that a user of the last week has as many as the picture says. */
export function dayRows(
  played: readonly Played[],
  on: { readonly picture: Picture; readonly week: number; readonly at: 0 | 1; readonly random: Random },
): DayRow[] {
  const { picture, at, random, week } = on
  const inWeek = played.map(({ days }) => days.filter((day) => day >= week && day < week + 7).length)
  const visits = inWeek.reduce((sum, n) => sum + n, 0)
  const visitors = inWeek.filter((n) => n > 0).length
  const more = visits > 0 ? (picture.weeklySessions * visitors) / visits - 1 : 0.7
  return played.flatMap(({ person, days }) =>
    days.map((day): DayRow => {
      const where = random.unit()
      const sessions = 1 + Math.floor(more) + (random.unit() < more - Math.floor(more) ? 1 : 0)
      const length = -Math.log(random.unit() * random.unit()) / 2
      return {
        user: person,
        day,
        platform: where < picture.desktop ? 'desktop' : where < picture.desktop + picture.mobile ? 'mobile' : 'tablet',
        release: releaseOn(day),
        sessions,
        active_seconds: Math.max(5, Math.round(sessions * picture.sessionSeconds * length)),
        errored_sessions: most(sessions, picture.errored[at], random),
        crashed_sessions: most(sessions, picture.crashed[at], random),
      }
    }),
  )
}
