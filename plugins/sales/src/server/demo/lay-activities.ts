import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import type { Desk, Laid } from './lay-deals.ts'
import { subjects } from './words.ts'

type Row = RecordInput<(typeof tables)['activities']>

const types = ['call', 'email', 'meeting'] as const
const days = 65

/** What sales people did on the working days of the last two months, most of it for deals that were open then. */
export function activityRows(deals: readonly Laid[], { picture, calendar, random }: Desk): Row[] {
  return picture.reps
    .map((rep, nth) => ({ nth, rep }))
    .flatMap(({ nth }) => {
      const repId = `R-${nth + 1}`
      const own = deals.filter((deal) => deal.repId === repId)
      const workdays = Array.from({ length: days }, (_, at) => -at - 1).filter(calendar.isWorkday)
      return workdays.flatMap((day) =>
        types.flatMap((type, kind) => {
          const usual = picture.daily[kind] ?? 1
          const count = Math.max(0, usual + random.int(-Math.ceil(usual / 3), Math.ceil(usual / 3)) - (nth % 2))
          return Array.from({ length: count }, (_, at): Row => {
            const moment = calendar.moment(day, 8.5 + 9 * random.unit())
            const open = own.filter(({ createdAt, closedAt }) => createdAt <= moment && (closedAt ?? Infinity) > moment)
            const deal = random.unit() < 0.7 && open.length > 0 ? random.pick(open) : undefined
            return {
              activity_id: `A-${nth + 1}${day}-${type}-${at}`,
              rep_id: repId,
              opportunity_id: deal?.id ?? null,
              account_id: deal?.accountId ?? null,
              type,
              completed: type === 'email' || random.unit() > (type === 'call' ? 0.35 : 0.12),
              subject: random.pick(subjects[type]),
              occurred_at: new Date(moment).toISOString(),
            }
          })
        }),
      )
    })
}
