import { count, rolling, type On } from '@tessera/plugin-api/server'
import type { SqlBool } from 'kysely'
import { activities } from '../facts/activities.ts'
import type { ActivityRow } from '../rows.ts'

const month = { last: 30, unit: 'day' } as const
const made: On<ActivityRow, SqlBool> = (eb) => eb('completed', '=', true)
const of =
  (type: string): On<ActivityRow, SqlBool> =>
  (eb) =>
    eb('type', '=', type)
const held: On<ActivityRow, SqlBool> = (eb, bounds) => eb.and([of('meeting')(eb, bounds), made(eb, bounds)])

/** What sales people do. */
export const activityFormulas = {
  sales_activities: count(activities, { where: made }),
  calls_made_30d: rolling(count(activities, { where: of('call') }), month),
  emails_sent_30d: rolling(count(activities, { where: of('email') }), month),
  meetings_held_30d: rolling(count(activities, { where: held }), month),
} as const
