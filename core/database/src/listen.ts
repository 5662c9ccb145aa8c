import pg from 'pg'

/** Hears what is told on a channel of PostgreSQL. */
export interface Listening {
  readonly close: () => Promise<void>
}

const longestPauseMs = 30_000

/**
 * Listens on a channel over a connection of its own, which is made again whenever it is lost. `heard` gets null each time it has been made
 * anew: what was told meanwhile is not known. Behind a pooler that hands each transaction another connection nothing is heard.
 */
export function listenOn(
  url: string,
  channel: string,
  { heard, onTrouble }: { readonly heard: (text: string | null) => void; readonly onTrouble: (error: Error) => void },
): Listening {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let tries = 0
  let wasThere = false

  const connect = async (): Promise<void> => {
    const own = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 4_000 })
    client = own
    let isLost = false
    const lost = (error: Error) => {
      if (isLost || isClosed) return
      isLost = true
      onTrouble(error)
      void own.end().catch(() => {})
      timer = setTimeout(() => void connect(), Math.min(1_000 * 2 ** tries, longestPauseMs))
      timer.unref()
      tries += 1
    }
    own.on('error', lost)
    own.on('end', () => lost(new Error('the connection that listens has ended')))
    own.on('notification', ({ payload }) => heard(payload ?? ''))
    try {
      await own.connect()
      await own.query(`listen ${pg.escapeIdentifier(channel)}`)
      tries = 0
      if (wasThere) heard(null)
      wasThere = true
    } catch (error) {
      lost(error as Error)
    }
  }
  void connect()
  return {
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
