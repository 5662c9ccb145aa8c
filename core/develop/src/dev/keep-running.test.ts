import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as ask } from 'node:http'
import type { Duplex } from 'node:stream'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { expect, onTestFinished, test, vi } from 'vitest'
import { forwardTo, type Forward } from './forward.ts'
import { keepRunning, type RunningServer } from './keep-running.ts'
import { startServerProcess } from './server-process.ts'

const answering = (word: string) => `import { createServer } from 'node:http'
import { word } from './word.ts'
const server = createServer((request, response) => {
  response.write(word)
  if (request.url !== '/api/stream') response.end()
})
server.on('upgrade', (request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: echo\\r\\n\\r\\n' + word)
  socket.pipe(socket)
})
server.listen(0, '127.0.0.1', () => console.log('Ready: http://127.0.0.1:' + server.address().port))
process.on('SIGTERM', () => server.close(() => process.exit(0)))
console.log('${word} is about to be said')
`

/** A folder with a server of a few lines, kept running behind one port. */
async function running(word: string) {
  const root = mkdtempSync(join(tmpdir(), 'tessera-keep-'))
  const write = (file: string, text: string) => writeFileSync(join(root, 'server/src', file), text)
  mkdirSync(join(root, 'server/src'), { recursive: true })
  write('main.js', answering(word))
  write('word.ts', `export const word = '${word}'`)
  const said: string[] = []
  const files = new Set<string>()
  const say = (line: string) => void said.push(line)
  const start = () => startServerProcess({ root, env: {}, said: say, loaded: (file) => files.add(file) })
  const forward: Forward = forwardTo(() => server)
  const server: RunningServer = keepRunning({ start, say, leaving: forward.letGo })
  const http = createServer((request, response) => {
    if (!forward.take(request, response)) response.writeHead(404).end()
  })
  http.on('upgrade', (request, socket) => void (forward.takeUpgrade(request, socket) || socket.destroy()))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  onTestFinished(async () => {
    http.closeAllConnections()
    http.close()
    await server.stop()
    rmSync(root, { recursive: true, force: true })
  })
  const get = (path: string) => fetch(`http://127.0.0.1:${Object(http.address()).port}${path}`)
  const port = () => Number(Object(http.address()).port)
  return { root, write, said, files, server, get, port }
}

test('what is asked while the server begins waits for it; pages are not its business', async () => {
  const { get, server, files, root, write, said } = await running('first')
  expect(await (await get('/t/acme/api/word')).text()).toBe('first')
  expect((await get('/apiary')).status).toBe(404)
  expect([...files]).toEqual(expect.arrayContaining([join(root, 'server/src/word.ts')]))
  write('word.ts', `export const word = 'second'`)
  server.restart('word.ts changed')
  expect(await (await get('/readyz')).text()).toBe('second')
  expect(said).toEqual(
    expect.arrayContaining(['first is about to be said', 'The server starts again: word.ts changed']),
  )
})

test('another protocol is spoken through it, and ends when the server begins anew', async () => {
  const { port, server } = await running('first')
  const asked = ask({ port: port(), path: '/api/live', headers: { connection: 'Upgrade', upgrade: 'echo' } }).end()
  const [, socket, head] = (await once(asked, 'upgrade')) as [unknown, Duplex, Buffer]
  let heard = head.toString()
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
  socket.on('error', () => {})
  await vi.waitFor(() => expect(heard).toBe('first'))
  socket.write(' echo')
  await vi.waitFor(() => expect(heard).toBe('first echo'))
  const closed = once(socket, 'close')
  server.restart('word.ts changed')
  await closed
})

test('a stream that never ends does not keep the server from beginning anew', async () => {
  const { get, server, write } = await running('first')
  const stream = await get('/api/stream')
  write('word.ts', `export const word = 'second'`)
  server.restart('word.ts changed')
  expect(await (await get('/api/word')).text()).toBe('second')
  await expect(stream.text()).rejects.toThrow(/terminated/)
})

test('a server that cannot start says why to who asks, and starts once it is mended', async () => {
  const { get, server, write, said } = await running('first')
  await server.address()
  write('word.ts', `export const word = {`)
  server.restart('word.ts changed')
  const refused = await get('/api/word')
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({ code: 'server_not_running', detail: expect.stringMatching(/word\.ts/) })
  await vi.waitFor(() => expect(said.join('\n')).toMatch(/did not start; it tries again after the next change/))
  write('word.ts', `export const word = 'mended'`)
  server.restart('word.ts changed')
  expect(await (await get('/api/word')).text()).toBe('mended')
})
