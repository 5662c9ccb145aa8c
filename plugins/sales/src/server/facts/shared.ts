import { accounts } from '@tessera/plugin-api/server'

/** What facts of sales have in common. */
export const joins = [{ entity: accounts, on: 'account_id' }] as const
export const reps = { rep: 'rep', team: 'team' } as const
export const value = { column: 'value', title: 'Amount', type: 'number' } as const
export const rep = { column: 'rep', title: 'Sales person' } as const
