import { sql, type RawBuilder } from 'kysely'
import type { Fact } from '@tessera/plugin-api/server'
import type { ResolvedTime } from '../time/resolve-time.ts'

/** The query's `now` as times of a fact compare with it: an instant, or local civil time for facts dated by day. */
export function nowParameter({ now, calendar }: ResolvedTime, fact: Fact): RawBuilder<unknown> {
  if (fact.time.type === 'instant') return sql`${now.toString()}::timestamptz`
  return sql`${now.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime().toString()}::timestamp`
}
