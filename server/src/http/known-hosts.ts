import type { IncomingMessage } from 'node:http'
import { isIPv4 } from 'node:net'
import type { Config } from '../config.ts'
import { addressOf } from './address-of.ts'

const loopback = ['localhost', '127.0.0.1', '[::1]']
const everywhere = new Set(['0.0.0.0', '[::]'])
const form = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i

/** The host of `name` or `name:port` in the one form all its spellings share; null when it is none. */
function canonical(given: string): string | null {
  if (!form.test(given) || !URL.canParse(`http://${given}`)) return null
  return new URL(`http://${given}`).hostname.replace(/\.$/, '')
}

const isAddress = (host: string) => host.startsWith('[') || isIPv4(host)

/** What a request is sent to: its `Host`, and the host of an absolute request line. */
function hostsOf({ headers, url = '/' }: Pick<IncomingMessage, 'headers' | 'url'>): readonly string[] {
  const inLine = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1]
  return [headers.host ?? '', ...(inLine === undefined ? [] : [inLine])]
}

/** Answers the host a request is sent to that this server is not known by; null when all is well. */
export type UnknownHost = (request: Pick<IncomingMessage, 'headers' | 'url'>) => string | null

/**
 * Knows the names a server is reached by: HOST, those of the machine itself, the one in TESSERA_URL and all in TESSERA_HOSTS, on
 * any port. A server that listens everywhere is also reached by any IP address: only names can be made to point here by a
 * stranger's DNS. `X-Forwarded-Host` is believed by nobody.
 */
export function knownHosts(config: Pick<Config, 'host' | 'hosts' | 'publicUrl'>): UnknownHost {
  const { host, hosts, publicUrl } = config
  const own = canonical(new URL(URL.canParse(addressOf(host, 0)) ? addressOf(host, 0) : 'http://localhost').host)
  const named = [...hosts, ...(publicUrl === null ? [] : [new URL(publicUrl).host])].map(canonical)
  const known = new Set([...loopback, own, ...named])
  const anyAddress = own !== null && everywhere.has(own)
  const isKnown = (given: string) => {
    const name = canonical(given)
    return name !== null && (known.has(name) || (anyAddress && isAddress(name)))
  }
  return (request) => hostsOf(request).find((given) => !isKnown(given)) ?? null
}
