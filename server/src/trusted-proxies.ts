import { isIPv4, isIPv6 } from 'node:net'
import { z } from 'zod'

/** Proxies whose `X-Forwarded-For` is believed: how many stand before the server, or their addresses; 0 for none. */
export type TrustedProxies = number | readonly string[]

const most = 10
/** Widest networks of private addresses; wider ones hold strangers. */
const widest = { v4: 8, v6: 7 }
const ranges = new Set(['loopback', 'linklocal', 'uniquelocal'])

function isNetwork(text: string): boolean {
  const [, address = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const bits = length === undefined ? null : Number(length)
  if (isIPv4(address)) return bits === null || (bits >= widest.v4 && bits <= 32)
  return isIPv6(address) && (bits === null || (bits >= widest.v6 && bits <= 128))
}

/** Reads `TESSERA_TRUST_PROXY`. */
export const trustedProxies = z.string().transform((text, ctx): TrustedProxies => {
  const given = text.trim()
  if (/^\d{1,2}$/.test(given) && Number(given) <= most) return Number(given)
  const addresses = given.split(',').map((part) => part.trim())
  if (addresses.every((one) => ranges.has(one) || isNetwork(one))) return addresses
  ctx.addIssue(
    `write how many proxies stand before the server (1), or their addresses (10.0.0.7, 10.1.0.0/16); '${given.slice(0, 60)}' would believe strangers`,
  )
  return z.NEVER
})

/** Fastify's `trustProxy`: which addresses of `X-Forwarded-For`, counted from the server, are proxies. */
export function trustProxyOption(
  trusted: TrustedProxies,
): false | string[] | ((address: string, hop: number) => boolean) {
  if (typeof trusted !== 'number') return [...trusted]
  return trusted === 0 ? false : (_, hop) => hop < trusted
}
