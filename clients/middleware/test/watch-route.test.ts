import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { watchRoute } from '../src/watch-route.ts'

const express4 = createRequire(import.meta.url)('express4') as typeof express

/** An app whose routers are mounted below each other. */
function appOf(create: typeof express, seen: (string | null)[]) {
  const app = create()
  app.use((request, response, next) => {
    const route = watchRoute(request)
    response.once('close', () => seen.push(route()))
    next()
  })
  const ok: express.RequestHandler = ({ params }, response) => void response.json(params)
  app.get('/', ok)
  app.get('/users/:id', ok)
  app.get(['/one', '/two'], ok)
  app.get(/^\/files\/.*\.txt$/, ok)
  const inner = create.Router({ mergeParams: true })
  inner.get('/', ok)
  inner.get('/posts/:post', ok)
  inner.get('/broken', () => {
    throw new Error('on purpose')
  })
  const outer = create.Router()
  outer.use('/members/:member', inner)
  app.use('/teams/:team', outer)
  const hidden = create.Router()
  hidden.get('/of/:name', ok)
  app.use(/^\/hidden\/[^/]+/, hidden)
  app.use((_: unknown, __: unknown, response: express.Response, ___: unknown) => void response.status(500).json({}))
  return app
}

describe.each([
  ['Express 5', express],
  ['Express 4', express4],
])('%s', (_, create) => {
  const seen: (string | null)[] = []
  let server: Server
  beforeAll(async () => {
    server = appOf(create, seen).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  /** What the app answers, once its route was asked for. */
  async function visit(path: string): Promise<unknown> {
    const { port } = server.address() as AddressInfo
    const before = seen.length
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    const body = await answer.text()
    await expect.poll(() => seen.length).toBe(before + 1)
    return body
  }

  test.each([
    ['/', '/'],
    ['/users/42?token=secret', '/users/:id'],
    ['/one', '/one | /two'],
    ['/files/of/ada.txt', String.raw`/^\/files\/.*\.txt$/`],
    ['/nowhere/42', null],
    ['/teams/red%20one', null],
    ['/teams/red%20one/members/ada%20l', '/teams/:team/members/:member'],
    ['/teams/red/members/7/posts/red', '/teams/:team/members/:member/posts/:post'],
    ['/teams/someone@example.com/members/ada/broken', '/teams/:team/members/:member/broken'],
    ['/hidden/4f1c2d3e-0000-4000-8000-000000000000/of/ada', '/hidden/:id/of/:name'],
  ])('%s is %s', async (path, pattern) => {
    await visit(path)
    expect(seen.at(-1)).toBe(pattern)
  })

  test('routes have their parameters as without it', async () => {
    expect(JSON.parse(String(await visit('/teams/red/members/7/posts/8')))).toEqual({ member: '7', post: '8' })
  })
})
