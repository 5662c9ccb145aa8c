import { derived, lastValue, type Derived, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { accountDays } from '../facts.ts'
import type { AccountDayRow } from '../rows.ts'

/** Accounts are observed day by day; what is a week old is trusted no more. */
export const observed = { entity: 'account_id', maxAge: { days: 7 } } as const

/** Whether an account has not churned. */
export const isLive: On<AccountDayRow, SqlBool> = (eb) => eb('status', '<>', 'churned')

/** The live accounts among them. */
export const live = { ...observed, where: isLive } as const

type Column = Extract<keyof AccountDayRow, string>

/** The sum of a column over accounts; unknown, and not 0, where it is known of none. */
export function knownTotal(value: Column, where: On<AccountDayRow, SqlBool> = isLive): Derived {
  const isKnown: On<AccountDayRow, SqlBool> = (eb, bounds) => eb.and([where(eb, bounds), eb(value, 'is not', null)])
  return derived(
    {
      all: lastValue(accountDays, { ...observed, value, where }),
      known: lastValue(accountDays, { ...observed, across: 'count', where: isKnown }),
    },
    (n) => sql<number>`case when ${n.known} > 0 then ${n.all} end`,
  )
}
