import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import type { Calendar } from './calendar.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'
import { firstNames, lastNames, roles } from './words.ts'

type Rows<Name extends keyof typeof tables> = RecordInput<(typeof tables)[Name]>[]

/** What rows are laid with. */
export interface Scene {
  readonly plans: readonly Plan[]
  readonly calendar: Calendar
  readonly random: Random
}

/** On which day an account churned. */
export const churnDay = ({ account, nth }: Plan) => account.churnedOn ?? -75 + 13 * nth

/** Every fourteenth live account began not long ago; on which day. */
export const newSince = ({ segment, nth }: Plan) => (segment !== 'churned' && nth % 14 === 3 ? -48 - (nth % 30) : null)

/** Customers with their seats and contracts. */
export function layCustomers({ plans, calendar, random }: Scene): Rows<'customers'> {
  return plans.map((plan) => {
    const began = newSince(plan)
    return {
      account_id: plan.account.id,
      csm: plan.csm,
      licensed_users: Math.max(5, Math.round(plan.account.users * (1.1 + 0.4 * random.unit()))),
      contract_started_on: began === null ? plan.account.createdOn : calendar.date(began),
      churned_at: plan.segment === 'churned' ? calendar.moment(churnDay(plan), 12) : null,
    }
  })
}

/** Three to six stakeholders of each account; healthy ones have more who speak for the product. */
export function layStakeholders({ plans, calendar, random }: Scene): Rows<'stakeholders'> {
  let count = 0
  return plans.flatMap((plan) =>
    Array.from({ length: random.int(3, 6) }, (_, nth) => {
      const hasLeft = random.unit() < (plan.health < 60 ? 0.2 : 0.05)
      return {
        stakeholder_id: `P-${(count += 1)}`,
        account_id: plan.account.id,
        name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
        role: roles[nth % roles.length] ?? roles[0],
        is_decision_maker: nth < 2,
        is_champion: !hasLeft && random.unit() < plan.health / 200,
        created_at: calendar.moment(-random.int(150, 200), 9),
        left_at: hasLeft ? calendar.moment(-random.int(20, 140), 17) : null,
      }
    }),
  )
}
