import type pg from 'pg'
import type { Control } from './control.ts'
import type { Client } from './lease.ts'

/**
 * Has the connections of a pool looked after while they are taken, as those of tenants' transactions are. What a broken one leaves
 * in the database is ended there: its transaction would keep its locks until the system notices that nobody is left.
 */
export function lookAfter(pool: pg.Pool, leased: Set<Client>, control: Control): void {
  pool.on('connect', (client) => {
    const { processID } = client as unknown as Client
    client.on('error', () => {
      if (processID !== undefined) void control.ended(processID)
    })
  })
  pool.on('acquire', (client) => leased.add(client as unknown as Client))
  pool.on('release', (_, client) => leased.delete(client as unknown as Client))
  pool.on('remove', (client) => leased.delete(client as unknown as Client))
}
