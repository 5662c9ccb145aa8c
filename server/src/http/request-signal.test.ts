import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { requestSignal } from './request-signal.ts'

test('a caller that leaves aborts the work, one that waits does not', async () => {
  const fastify = Fastify()
  const outcomes = new Map<string, Promise<unknown>>()
  fastify.get<{ Params: { mode: string } }>('/:mode', async (request, reply) => {
    const signal = requestSignal(reply)
    const left = new Promise((done) => signal.addEventListener('abort', () => done('left')))
    const closed = new Promise((done) => reply.raw.once('close', () => setImmediate(done, signal.aborted)))
    outcomes.set(request.params.mode, request.params.mode === 'leave' ? left : closed)
    if (request.params.mode === 'leave') await left
    return 'done'
  })
  const address = await fastify.listen({ host: '127.0.0.1', port: 0 })

  await (await fetch(`${address}/stay`)).text()
  expect(await outcomes.get('stay')).toBe(false)

  const leaving = new AbortController()
  const request = fetch(`${address}/leave`, { signal: leaving.signal }).catch((error: Error) => error.name)
  await expect.poll(() => outcomes.has('leave')).toBe(true)
  leaving.abort()
  expect(await request).toBe('AbortError')
  expect(await outcomes.get('leave')).toBe('left')
  await fastify.close()
})
