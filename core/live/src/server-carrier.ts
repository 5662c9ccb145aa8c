import { randomUUID } from 'node:crypto'
import { listenOn, type Database } from '@tessera/database'
import type { Carrier, Published } from './topic-hub.ts'

const channel = 'tessera_live'

/** Takes news from server to server by NOTIFY of PostgreSQL. It is sent on its own, so that no commit waits for it. */
export function serverCarrier(
  database: Pick<Database, 'url' | 'pool'>,
  onTrouble: (error: unknown) => void,
): Carrier & { readonly close: () => Promise<void> } {
  const self = randomUUID()
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
