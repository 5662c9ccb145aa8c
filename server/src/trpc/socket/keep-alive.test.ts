import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { keepAlive } from './keep-alive.ts'

let server: WebSocketServer
let address: string
const listens = (url = '') => url === '/listens'

beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (client, { url }) => {
    const { begun } = keepAlive(client, 20)
    if (listens(url)) begun()
  })
  await once(server, 'listening')
  address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  for (const client of server.clients) client.terminate()
  server.close()
})

test('who listens and answers is kept', async () => {
  const client = new WebSocket(`${address}/listens`)
  for (let beat = 0; beat < 4; beat += 1) await once(client, 'ping')
  expect(client.readyState).toBe(WebSocket.OPEN)
  client.terminate()
})

test('who does not answer is cut off', async () => {
  const client = new WebSocket(`${address}/listens`, { autoPong: false })
  expect((await once(client, 'close'))[0]).toBe(1006)
})

test('who listens to nothing is sent away', async () => {
  const client = new WebSocket(address)
  expect((await once(client, 'close'))[0]).toBe(1000)
})
