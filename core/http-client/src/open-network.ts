import { Agent, buildConnector, fetch } from 'undici'
import { assertAddress, guardedLookup, type PrivateHosts } from './addresses.ts'
import type { Network } from './transport.ts'

const connectMs = 10_000

/** Opens connections that stay open for further requests. */
export function openNetwork(allowed: PrivateHosts): Network {
  const connect = buildConnector({ timeout: connectMs, lookup: guardedLookup(allowed) })
  const agent = new Agent({
    connections: 16,
    connect: (options, done) =>
      connect(options, (error, socket) => {
        if (error) return done(error, null)
        try {
          assertAddress(options.hostname, socket.remoteAddress ?? '', allowed)
          return done(null, socket)
        } catch (refused) {
          socket.destroy()
          return done(refused as Error, null)
        }
      }),
  })
  return {
    send: async ({ url, method, headers, body }, signal) => {
      const sent = { method, headers: [...headers], redirect: 'manual' as const, dispatcher: agent, signal }
      const answer = await fetch(url, body === null ? sent : { ...sent, body })
      return { status: answer.status, headers: answer.headers, body: answer.body }
    },
    close: () => agent.destroy(),
  }
}
