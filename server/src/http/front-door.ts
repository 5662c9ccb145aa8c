import type { IncomingMessage } from 'node:http'
import type { ProblemError } from '@tessera/plugin-api'
import { serverErrors } from '../errors.ts'
import type { UnknownHost } from './known-hosts.ts'

/** Most header fields a request may have. */
const mostHeaders = 100

const shown = 100

// why: who probes a server's life knows its address only, and neither path tells anything
const probes = /^\/(healthz|readyz)(\?|$)/

/**
 * What every request meets first, whatever it asks for. Answers why it may not come in: `host_unknown` for one that is sent to
 * a name this server does not have, `host_repeated`, `headers_too_many`; null for all others.
 */
export function frontDoor(unknownHost: UnknownHost): (request: IncomingMessage) => ProblemError | null {
  return (request) => {
    if (request.rawHeaders.length > 2 * mostHeaders) return serverErrors('headers_too_many', { most: mostHeaders })
    if (probes.test(request.url ?? '')) return null
    // why: who stands between may have looked at the other one
    const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
    if (hosts.length > 1) return serverErrors('host_repeated', {})
    const host = unknownHost(request)
    return host === null ? null : serverErrors('host_unknown', { host: host.slice(0, shown) })
  }
}
