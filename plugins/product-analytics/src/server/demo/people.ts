import type { DemoContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { Calendar } from './calendar.ts'

/** Somebody who may use the product. */
export interface Person {
  readonly userId: string
  readonly accountId: string | null
  readonly tier: string
  /** Day before the tenant's today on which they came, as -1 for yesterday. */
  readonly since: number
  /** Latest day on which an event of theirs says that they were there, in the last 30 days and in the 30 before; null without one. */
  readonly seen: { readonly current: number | null; readonly previous: number | null }
}

const oldest = -500

/** Everybody the tenant has, in the order of their ids, with what events of other plugins tell of them. */
export async function peopleOf(
  { tenant, transaction, readPeople }: DemoContext,
  calendar: Calendar,
): Promise<Person[]> {
  const { users } = await readPeople()
  const [from, middle] = [-60, -30].map((day) => new Date(calendar.startOf(day)))
  const { rows } = await transaction((db) =>
    sql<{ userId: string; current: Date | null; previous: Date | null }>`
      select user_id as "userId", max("timestamp") filter (where "timestamp" >= ${middle}) as current,
        max("timestamp") filter (where "timestamp" < ${middle}) as previous
      from core.events where tenant_id = ${tenant.id} and "timestamp" >= ${from} and "timestamp" < ${tenant.asOf}
        and user_id is not null
      group by 1`.execute(db),
  )
  const seen = new Map(rows.map((row) => [row.userId, row]))
  const dayOf = (at: Date | null | undefined) => (at ? calendar.dayOf(at.toISOString()) : null)
  return users
    .map(({ userId, accountId, tier, createdAt }): Person => {
      const { current, previous } = seen.get(userId) ?? {}
      const since = Math.max(oldest, calendar.dayOf(createdAt.toISOString()))
      return { userId, accountId, tier, since, seen: { current: dayOf(current), previous: dayOf(previous) } }
    })
    .toSorted((one, other) => (one.userId < other.userId ? -1 : 1))
}
