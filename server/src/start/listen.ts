import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serverErrors } from '../errors.ts'
import { addressOf } from '../http/address-of.ts'

/** Starts listening and answers the address. Refuses with `port_taken` or `address_unusable`. */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw serverErrors('port_taken', { address: addressOf(host, port) })
    throw serverErrors('address_unusable', { address: addressOf(host, port), reason: code ?? message })
  }
  return addressOf(host, (server.address() as AddressInfo).port)
}
