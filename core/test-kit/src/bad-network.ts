import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** Which way bytes go. */
export type Direction = 'to-server' | 'to-client'

/** A way through the network to a PostgreSQL server that can be made bad. */
export interface BadNetwork {
  /** Address of the same database through this network. */
  readonly url: string
  /**
   * Swallows what is sent from now on, without closing anything: on the connections there are, for ever, and on new ones until
   * `heal`. Both ways unless one is named.
   */
  readonly silence: (...ways: Direction[]) => void
  /** Resets all connections. New ones work. */
  readonly cut: () => void
  /** Resets all connections and every new one until `heal`. */
  readonly refuse: () => void
  /** Holds back what is sent in both directions by some milliseconds from now on. */
  readonly delay: (ms: number) => void
  /** New connections work again, without delay. */
  readonly heal: () => void
  /** Connections that are open. */
  readonly count: () => number
  readonly close: () => Promise<void>
}

interface Link {
  readonly ends: readonly [Socket, Socket]
  readonly deaf: Set<Direction>
}

/** Opens a bad network before the server of an address; it is good until told otherwise. */
export async function openBadNetwork(serverUrl: string): Promise<BadNetwork> {
  const target = new URL(serverUrl)
  const links = new Set<Link>()
  const deaf = new Set<Direction>()
  let isRefusing = false
  let delayMs = 0

  const drop = (link: Link) => {
    links.delete(link)
    for (const end of link.ends) end.resetAndDestroy()
  }
  const pass = (link: Link, [from, to]: readonly [Socket, Socket], way: Direction) => {
    from.on('data', (chunk) => {
      const send = () => {
        if (!link.deaf.has(way) && to.writable) to.write(chunk)
      }
      if (delayMs > 0) setTimeout(send, delayMs)
      else send()
    })
    // why: the end of a connection is a message too
    from.on('end', () => {
      if (!link.deaf.has(way)) to.end()
    })
    from.on('error', () => {
      if (!link.deaf.has(way)) drop(link)
    })
    from.on('close', () => {
      if (!link.deaf.has(way)) links.delete(link)
    })
  }
  const server: Server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const upstream = connect({ port: Number(target.port || 5432), host: target.hostname, noDelay: true })
    const link: Link = { ends: [client, upstream], deaf: new Set(deaf) }
    links.add(link)
    pass(link, [client, upstream], 'to-server')
    pass(link, [upstream, client], 'to-client')
    if (isRefusing) drop(link)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = new URL(serverUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)

  return {
    url: url.href,
    silence: (...ways) => {
      for (const way of ways.length > 0 ? ways : (['to-server', 'to-client'] as const)) {
        deaf.add(way)
        for (const link of links) link.deaf.add(way)
      }
    },
    cut: () => links.forEach(drop),
    refuse: () => {
      isRefusing = true
      links.forEach(drop)
    },
    delay: (ms) => {
      delayMs = ms
    },
    heal: () => {
      deaf.clear()
      isRefusing = false
      delayMs = 0
    },
    count: () => links.size,
    close: async () => {
      links.forEach(drop)
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
