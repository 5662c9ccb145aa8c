import type { On } from '@tessera/plugin-api/server'
import type { SqlBool } from 'kysely'
import type { AccountDayRow } from '../rows.ts'

/** Accounts are observed day by day; what is a week old is trusted no more. */
export const observed = { entity: 'account_id', maxAge: { days: 7 } } as const

/** Whether an account has not churned. */
export const isLive: On<AccountDayRow, SqlBool> = (eb) => eb('status', '<>', 'churned')

/** The live accounts among them. */
export const live = { ...observed, where: isLive } as const
