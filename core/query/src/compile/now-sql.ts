import { sql, type RawBuilder } from 'kysely'
import type { Fact } from '@tessera/plugin-api/server'
import { instantText } from '../time/instant-text.ts'
import { withinReach } from '../time/reach.ts'
import type { ResolvedTime } from '../time/resolve-time.ts'

/** The query's `now` as text: an instant, or local civil time for facts dated by day. */
export function nowText({ now, calendar }: ResolvedTime, fact: Fact): string {
  if (fact.time.type === 'instant') return instantText(now)
  return withinReach(now.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime().toString())
}

/** The query's `now` as times of a fact compare with it. */
export function nowParameter(time: ResolvedTime, fact: Fact): RawBuilder<unknown> {
  return sql`${nowText(time, fact)}::${sql.raw(fact.time.type === 'instant' ? 'timestamptz' : 'timestamp')}`
}
