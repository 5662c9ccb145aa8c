import { createHttpClients, networkTransport, type HttpClients } from '@tessera/http-client'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'

/** How plugins of this process speak to other systems. */
export function openHttp(
  { httpPrivateHosts }: Pick<Config, 'httpPrivateHosts'>,
  log: Logger,
): { readonly clients: HttpClients; readonly close: () => Promise<void> } {
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
