import { createHmac, randomUUID } from 'node:crypto'
import { listenOn, type Database } from '@tessera/database'
import type { Carrier, Published } from './topic-hub.ts'

/** Anybody who may log in to a database may listen on a channel, and send to it, whose name they know. */
function channelOf(secret: string): string {
  return `tessera_live_${createHmac('sha256', secret).update('tessera: channel of live news').digest('hex').slice(0, 32)}`
}

/**
 * Takes news from server to server by NOTIFY of PostgreSQL, to those that have the same secret. It is sent on its own, so that no
 * commit waits for it.
 */
export function serverCarrier(
  database: Pick<Database, 'url' | 'pool'>,
  secret: string,
  onTrouble: (error: unknown) => void,
): Carrier & { readonly close: () => Promise<void> } {
  const self = randomUUID()
  const channel = channelOf(secret)
  let heard: (published: Published | null) => void = () => {}
  const listening = listenOn(database.url, channel, {
    onTrouble,
    heard: (text) => {
      if (text === null) return heard(null)
      try {
        const { from, ...published } = JSON.parse(text) as Published & { readonly from: string }
        if (from !== self) heard(published)
      } catch (error) {
        onTrouble(error)
      }
    },
  })
  return {
    send: async (published) => {
      await database.pool.query('select pg_notify($1, $2)', [channel, JSON.stringify({ from: self, ...published })])
    },
    receive: (hears) => {
      heard = hears
    },
    close: listening.close,
  }
}
