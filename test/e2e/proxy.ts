import { createServer, request } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

/** A proxy in front of the product, at a path of its own. */
export interface Proxy {
  /** Where people reach the product, as `http://127.0.0.1:<port>/metrics-app`. */
  readonly address: string
  /** Requests that came for anything outside of the path. */
  readonly strays: readonly string[]
  /** Breaks all connections; new ones are taken. */
  readonly cut: () => void
  readonly close: () => void
}

/** Starts a proxy that passes on what lies below `path`, with the path or without it. `to` says where the product is. */
export async function startProxy(path: string, to: () => string, strips: boolean): Promise<Proxy> {
  const strays: string[] = []
  const server = createServer((incoming, answer) => {
    const { url = '/', method, headers } = incoming
    if (url !== path && !url.startsWith(`${path}/`) && !url.startsWith(`${path}?`)) {
      strays.push(url)
      answer.writeHead(418).end('another program')
      return
    }
    const target = new URL(to())
    const inside = strips ? `/${url.slice(path.length).replace(/^\//, '')}` : url
    const onward = request({ host: target.hostname, port: target.port, method, path: inside, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    incoming.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => server.closeAllConnections()
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, strays, cut, close }
}
