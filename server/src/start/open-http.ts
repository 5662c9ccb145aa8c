import type { HttpClients } from '@tessera/http-client'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'

interface Opened {
  readonly clients: HttpClients
  readonly close: () => Promise<void>
}

/** How plugins of this process speak to other systems. */
export function openHttp({ httpPrivateHosts }: Pick<Config, 'httpPrivateHosts'>, log: Logger): Opened {
  let opened: Promise<Opened> | undefined
  const open = async (): Promise<Opened> => {
    const { createHttpClients, networkTransport } = await import('@tessera/http-client')
    const allowed = new Set(httpPrivateHosts)
    const { send, close } = networkTransport(allowed)
    const clients = createHttpClients({
      send,
      allowed,
      tried: ({ error, ...trial }) =>
        error === null
          ? log.debug(trial, `asked ${trial.url}`)
          : log.warn({ ...trial, reason: error }, `asked ${trial.url} in vain`),
    })
    return { clients, close }
  }
  return {
    clients: {
      of: (plugin, signal) => ({
        fetch: async (url, request) => {
          // why: a server whose plugins ask nobody holds none of it in memory
          const { clients } = await (opened ??= open())
          return clients.of(plugin, signal).fetch(url, request)
        },
      }),
    },
    close: async () => (await opened)?.close(),
  }
}
