import type { HttpClient } from '@tessera/plugin-api/server'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'

/** How one plugin speaks to other systems. While it waits for them it holds no connection to the database. */
export function httpOf({ http }: Pick<ServiceParts, 'http'>, plugin: string, signal: AbortSignal): HttpClient {
  const client = http.of(plugin, signal)
  return { fetch: outsideTransactions('http.fetch', client.fetch) }
}
