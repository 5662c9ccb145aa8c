import { lookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { httpErrors } from './errors.ts'

/** Hosts inside of the network that may be asked all the same, by name or address in lower case. */
export type PrivateHosts = ReadonlySet<string>

const bare = (host: string) => host.toLowerCase().replace(/^\[(.*)\]$/, '$1')

// why: of IPv6 only 2000::/3 is given out; `::7f00:1` is 127.0.0.1 in a form of old
const given = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an address is one of the internet: not private, loopback, link-local, shared by carriers, reserved, nor one that leads to such
 * by translation from IPv6.
 */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '')
  if (!ipaddr.isValid(plain)) return false
  const parsed = ipaddr.process(plain)
  const isGivenOut = parsed instanceof ipaddr.IPv4 || parsed.match(given)
  return isGivenOut && parsed.range() === 'unicast'
}

/** Refuses an address that a host may not be at. */
export function assertAddress(host: string, address: string, allowed: PrivateHosts): void {
  if (!allowed.has(bare(host)) && !isPublicAddress(address)) throw httpErrors('http_address_refused', { host, address })
}

/** Refuses hosts that are written as such an address. Those with a name are judged by what it leads to, when it is connected to. */
export function assertHost(host: string, allowed: PrivateHosts): void {
  const plain = bare(host)
  if (ipaddr.isValid(plain)) assertAddress(host, plain, allowed)
}

/** Finds the addresses of a host, and answers none that it may not be at. */
export function guardedLookup(allowed: PrivateHosts): LookupFunction {
  return (host, options, found) => {
    lookup(host, { ...options, all: true }, (error, all: LookupAddress[] = []) => {
      if (error) return found(error, '')
      const good = allowed.has(bare(host)) ? all : all.filter(({ address }) => isPublicAddress(address))
      const [first] = good
      if (!first) {
        const refused = httpErrors('http_address_refused', { host, address: all[0]?.address ?? 'no address' })
        return found(refused as NodeJS.ErrnoException, '')
      }
      return options.all ? found(null, good) : found(null, first.address, first.family)
    })
  }
}
