import { normalizeIP } from '@fastify/rate-limit'

/**
 * What limits count a caller by: its address, without the port some proxies write behind it, which is another one each time;
 * of IPv6 the network of 64 bits.
 */
export function callerAddress({ ip }: { readonly ip: string }): string {
  return normalizeIP(ip.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1'))
}
